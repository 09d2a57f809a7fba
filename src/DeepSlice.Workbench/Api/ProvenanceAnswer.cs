namespace DeepSlice.Workbench.Api;

/// <summary>Where a map comes from.</summary>
internal sealed record ProvenanceAnswer(string? Model, DateTimeOffset? PredictedAt, DateTimeOffset? CorrectedAt, DateTimeOffset? AcceptedAt);
