using DeepSlice.Networks;

namespace DeepSlice.Reports;

/// <summary>What the report on predictions says of the model.</summary>
/// <param name="Origin">Where the model comes from, as <see cref="ModelProvenance.ToWords"/>.</param>
/// <param name="Flags">The confidences below which predictions are flagged.</param>
internal sealed record PredictionReportModel(string Origin, FlagThresholds Flags);
