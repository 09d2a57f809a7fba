namespace DeepSlice.Workbench.Api;

/// <summary>A session that is open.</summary>
internal sealed record SessionAnswer(string Csrf, string Version, string Project);
