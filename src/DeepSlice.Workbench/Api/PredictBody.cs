using System.Text.Json;

namespace DeepSlice.Workbench.Api;

/// <summary>What to predict.</summary>
/// <param name="Slices">A list of ids, or <c>all</c>.</param>
/// <param name="Model">The model; null for that of the project.</param>
internal sealed record PredictBody(JsonElement Slices, string? Model = null);
