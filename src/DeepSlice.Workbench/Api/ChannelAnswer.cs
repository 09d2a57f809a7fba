namespace DeepSlice.Workbench.Api;

/// <summary>A channel with the values that are shown black and white.</summary>
internal sealed record ChannelAnswer(int Index, string Name, double Low, double High);
