namespace DeepSlice.Workbench.Api;

/// <summary>The token of the address.</summary>
internal sealed record TokenBody(string Token);
