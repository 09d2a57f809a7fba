namespace DeepSlice.Tests;

/// <summary>Words of .NET that a user must not meet in a message.</summary>
internal static class FrameworkWords
{
    private static readonly string[] s_words =
    [
        "(Parameter", "Path: $", "LineNumber", "BytePosition", "isFinalBlock", "reader options", "System.", "DeepSlice.Slices", "DeepSlice.Formats", "DeepSlice.Training", "JSON value could not", "deserializ",
        "Deserializ", "nullability", "Nullable", ".NET member", "Exception", "Access to the path", "Could not find", "another process", "Object reference", "stream", " : '", "token", "delegate", "Value cannot be", "could not be converted",
        "Actual value", "Index was", "Arithmetic", "Specified argument", "IReadOnly", "Int32", "[]' ",
    ];

    public static void ShouldNotBeIn(string message)
    {
        foreach (string word in s_words)
        {
            message.ShouldNotContain(word, Case.Sensitive);
        }
    }
}
