using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Importing;

/// <summary>An image that was read and binned, with its outlines, before the common size of the data set is known.</summary>
internal sealed record AnnotatedImage(
    ImagePair Pair, Raster<float> Binned, RasterSize OriginalSize, double? MicrometresPerPixel, IReadOnlyList<RegionOutline> Outlines);
