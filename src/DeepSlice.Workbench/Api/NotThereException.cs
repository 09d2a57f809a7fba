namespace DeepSlice.Workbench.Api;

/// <summary>Something was asked for that the project does not have.</summary>
/// <param name="message">Expected, got, remedy.</param>
internal sealed class NotThereException(string message) : Exception(message);
