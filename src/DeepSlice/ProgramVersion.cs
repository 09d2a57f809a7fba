namespace DeepSlice;

/// <summary>The version of the library.</summary>
internal static class ProgramVersion
{
    /// <summary>The version in words, as <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3) ?? "";
}
