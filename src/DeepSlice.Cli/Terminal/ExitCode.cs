namespace DeepSlice.Cli.Terminal;

/// <summary>Exit codes of the process; part of the commands' contract.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int InternalError = 2;
    public const int Stopped = 130;
}
