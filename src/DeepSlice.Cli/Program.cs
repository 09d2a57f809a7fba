namespace DeepSlice.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        ProcessSettings.Apply();
        return CommandLine.Run(arguments);
    }
}
