using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Training;

/// <summary>A slice with one draw of artifacts, shared by several patches, with the whole-slice network's prediction.</summary>
/// <param name="Normalised">Its grey values on the network's scale.</param>
/// <param name="Labels">Its region indices.</param>
/// <param name="Places">Places for the centres of patches.</param>
/// <param name="Context">Probabilities of the whole-slice network; null if there is none.</param>
internal sealed record PatchVariant(Raster<float> Normalised, Raster<byte> Labels, PatchPlaces Places, CoarseProbabilities? Context);
