namespace DeepSlice.Formats;

/// <summary>The program that predicted.</summary>
/// <param name="Version">Version of DeepSlice.</param>
/// <param name="DotNet">Version of .NET, as <c>.NET 10.0.0</c>.</param>
/// <param name="LibTorch">Version of LibTorch.</param>
internal sealed record PredictionRunProgram(string Version, string DotNet, string LibTorch);
