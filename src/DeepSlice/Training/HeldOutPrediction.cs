using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>The prediction of a slice that the model was not trained on, clean or with artifacts.</summary>
/// <param name="Id">Id of the slice.</param>
/// <param name="Variation">0 for the clean slice, otherwise the number of the variation, from 1.</param>
/// <param name="Prediction">The prediction.</param>
/// <param name="Truth">The annotation, changed as the image was.</param>
internal sealed record HeldOutPrediction(string Id, int Variation, SlicePrediction Prediction, RegionMap Truth);
