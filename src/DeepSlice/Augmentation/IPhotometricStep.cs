using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>One kind of change of an image's intensities.</summary>
internal interface IPhotometricStep
{
    /// <summary>Draws a strength and changes an image in place.</summary>
    /// <param name="image">Finite image.</param>
    /// <param name="random">Source of the draws.</param>
    void Apply(Raster<float> image, RandomStream random);
}
