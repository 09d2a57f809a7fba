using DeepSlice.Cli.Terminal;

namespace DeepSlice.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.Prepare();
        ProcessSettings.Apply();
        return CommandLine.Run(arguments);
    }
}
