namespace DeepSlice.Workbench.Api;

/// <summary>What uploaded images are.</summary>
/// <param name="Images">Ids of uploads.</param>
/// <param name="Channel">Channel to predict from; null for the model's.</param>
/// <param name="PixelSize">Side of a pixel in micrometres; null for that of the file.</param>
/// <param name="Binning">Binning; null to choose it.</param>
internal sealed record ConfirmBody(string[] Images, int? Channel = null, double? PixelSize = null, int? Binning = null);
