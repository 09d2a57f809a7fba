using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Imaging;

namespace DeepSlice.Training;

/// <summary>A slice with one draw of artifacts, shared by several patches, with the whole-slice network's prediction.</summary>
/// <param name="Sample">Its grey values on the network's scale, its region indices, and its damage if that is recorded.</param>
/// <param name="Places">Places for the centres of patches.</param>
/// <param name="Context">Probabilities of the whole-slice network; null if there is none.</param>
internal sealed record PatchVariant(SliceSample Sample, PatchPlaces Places, CoarseProbabilities? Context);
