using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Photon noise and camera noise.</summary>
internal sealed class NoiseArtifact() : LightArtifact(
    "noise",
    "noise",
    "Little light reached the camera, so that photon noise and camera noise are visible.",
    new SeverityScale("standard deviation on tissue relative to its contrast, in a pixel of 1/80 extent", 0, 1 / 20.0, 1 / 10.0, 1 / 5.0, 1 / 3.0, 1 / 1.5))
{
    /// <summary>
    /// Pixels per extent that the amounts refer to. Smaller pixels collect fewer photons and get correspondingly more noise, so that the noise is the
    /// same after averaging.
    /// </summary>
    private const double PixelsInExtent = 80;

    /// <summary>Fraction of the variance on tissue that is camera noise.</summary>
    private const double CameraShare = 0.3;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        SpecimenLevels levels = specimen.Levels;
        double onTissue = Amount(severity) * Math.Abs(levels.Contrast) * specimen.Place.Extent / PixelsInExtent;
        double light = Math.Max(levels.Tissue - levels.Dark, float.Epsilon);
        foreach (ref float pixel in image.Pixels)
        {
            double photons = Math.Clamp((pixel - levels.Dark) / light, 0, 1e6);
            pixel += (float)(onTissue * Math.Sqrt(CameraShare + ((1 - CameraShare) * photons)) * random.Normal());
        }
    }
}
