namespace DeepSlice.Workbench.Api;

/// <summary>Whether a slice is locked for measuring models.</summary>
internal sealed record HoldBody(bool Held);
