namespace DeepSlice.Cli.Terminal;

/// <summary>What the process tells its caller; part of the commands' contract.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int InternalError = 2;
    public const int Stopped = 130;
}
