using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>One step of the photometric augmentation.</summary>
internal interface IPhotometricStep
{
    /// <summary>Draws a strength and changes the image in place.</summary>
    /// <param name="image">Finite image.</param>
    /// <param name="random">Random stream.</param>
    void Apply(Raster<float> image, RandomStream random);
}
