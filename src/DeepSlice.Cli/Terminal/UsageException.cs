namespace DeepSlice.Cli.Terminal;

/// <summary>Options that do not go together.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }
}
