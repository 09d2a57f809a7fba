namespace DeepSlice.Fuzz;

/// <summary>A reader accepted an input but gave a result that cannot be right.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
