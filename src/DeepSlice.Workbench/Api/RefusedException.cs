namespace DeepSlice.Workbench.Api;

/// <summary>A request, or an option, that makes no sense.</summary>
/// <param name="message">Expected, got, remedy.</param>
internal sealed class RefusedException(string message) : Exception(message);
