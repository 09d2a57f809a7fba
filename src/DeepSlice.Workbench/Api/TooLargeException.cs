namespace DeepSlice.Workbench.Api;

/// <summary>A file or an image beyond the limits.</summary>
/// <param name="message">Expected, got, remedy.</param>
internal sealed class TooLargeException(string message) : Exception(message);
