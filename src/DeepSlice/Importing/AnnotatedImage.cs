using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Importing;

/// <summary>A binned image with its outlines, before padding to the common size of the dataset.</summary>
internal sealed record AnnotatedImage(
    ImagePair Pair, Raster<float> Binned, RasterSize OriginalSize, double? MicrometresPerPixel, IReadOnlyList<RegionOutline> Outlines);
