namespace DeepSlice.Workbench.Api;

/// <summary>How to train.</summary>
/// <param name="Epochs">Epochs; null for the plan's.</param>
internal sealed record RetrainBody(int? Epochs = null);
