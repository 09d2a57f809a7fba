using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Pose of a phantom in its image.</summary>
/// <param name="PixelsPerUnit">Scale from atlas units to pixels.</param>
/// <param name="AngleRadians">Rotation, clockwise on screen.</param>
/// <param name="IsMirrored">Whether the slice is mirrored.</param>
/// <param name="CentreX">Column of the atlas centre.</param>
/// <param name="CentreY">Row of the atlas centre.</param>
internal sealed record Pose(double PixelsPerUnit, double AngleRadians, bool IsMirrored, double CentreX, double CentreY)
{
    /// <summary>A pose in a square image, random or upright.</summary>
    /// <param name="sidePixels">Side of the image.</param>
    /// <param name="isRandom">Whether to rotate, mirror, scale and shift.</param>
    /// <param name="random">Random stream.</param>
    public static Pose Draw(int sidePixels, bool isRandom, RandomStream random)
    {
        double scale = sidePixels / BrainAtlas.UnitsPerSide;
        double middle = sidePixels / 2.0;
        return isRandom
            ? new Pose(
                scale * random.Uniform(0.86, 1.06),
                random.Uniform(0, 2 * Math.PI),
                random.Chance(0.5),
                middle + (sidePixels * random.Uniform(-0.02, 0.02)),
                middle + (sidePixels * random.Uniform(-0.02, 0.02)))
            : new Pose(scale, 0, false, middle, middle);
    }

    /// <summary>Maps a point of the atlas, relative to its centre, to the image.</summary>
    /// <param name="x">Distance caudal of the centre, in atlas units.</param>
    /// <param name="y">Distance ventral of the centre, in atlas units.</param>
    public BinnedPoint Place(double x, double y)
    {
        (double sin, double cos) = Math.SinCos(AngleRadians);
        double turnedX = IsMirrored ? -x : x;
        return new BinnedPoint(
            CentreX + (PixelsPerUnit * ((cos * turnedX) - (sin * y))),
            CentreY + (PixelsPerUnit * ((sin * turnedX) + (cos * y))));
    }
}
