namespace DeepSlice.Cli.Terminal;

/// <summary>Invalid combination or value of options.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }
}
