using System.CommandLine;

namespace DeepSlice.Cli.Commands;

/// <summary>The option <c>--device</c>.</summary>
internal static class DeviceChoice
{
    /// <summary>Creates the option.</summary>
    public static Option<string> Create() => new("--device")
    {
        Description = "auto, cpu, cuda or cuda:N; auto uses CUDA if available.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };
}
