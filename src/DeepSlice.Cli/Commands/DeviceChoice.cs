using System.CommandLine;

namespace DeepSlice.Cli.Commands;

/// <summary>The option <c>--device</c>.</summary>
internal static class DeviceChoice
{
    /// <summary>Makes the option.</summary>
    public static Option<string> Create() => new("--device")
    {
        Description = "auto, cpu, cuda or cuda:N; auto takes CUDA where there is one.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };
}
