using DeepSlice.Augmentation;
using DeepSlice.Geometry;

namespace DeepSlice.Atlases;

/// <summary>Random shapes of random structures: tissue that is no brain.</summary>
internal static class OtherTissue
{
    private const int FewestStructures = 2;
    private const int MostStructures = 12;

    /// <summary>Draws a shape.</summary>
    /// <param name="size">Size of the frame.</param>
    /// <param name="length">About the length of the tissue in pixels.</param>
    /// <param name="structureCount">Structures to choose from.</param>
    /// <param name="random">Random stream.</param>
    /// <returns>Labels of structures, 1 … <paramref name="structureCount"/>; 0 outside.</returns>
    public static Raster<ushort> Draw(RasterSize size, double length, int structureCount, RandomStream random)
    {
        double stretch = random.Uniform(1, 2);
        double turn = random.Uniform(0, Math.PI);
        double roughness = random.Uniform(0.1, 0.6);
        (double sine, double cosine) = Math.SinCos(turn);
        var outline = new SmoothField(random.Derive("outline"), size, length * random.Uniform(0.1, 0.4), roughness, 3 * roughness);
        var inside = new SmoothField(random.Derive("inside"), size, length * random.Uniform(0.08, 0.3), 1, 3);
        ushort[] structures = new ushort[FewestStructures + random.Below(MostStructures - FewestStructures + 1)];
        for (int i = 0; i < structures.Length; i++)
        {
            structures[i] = (ushort)(1 + random.Below(structureCount));
        }

        var labels = new Raster<ushort>(size);
        float[] shape = new float[size.Width];
        float[] level = new float[size.Width];
        for (int y = 0; y < size.Height; y++)
        {
            outline.Row(y, shape);
            inside.Row(y, level);
            double down = (y + 0.5 - (size.Height / 2.0)) / (length / 2);
            Span<ushort> row = labels.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                double right = (x + 0.5 - (size.Width / 2.0)) / (length / 2);
                double along = (right * cosine) + (down * sine);
                double across = stretch * ((down * cosine) - (right * sine));
                bool isTissue = (along * along) + (across * across) < 0.85 + shape[x];
                int place = (int)Math.Clamp((level[x] + 1.5) / 3 * structures.Length, 0, structures.Length - 1);
                row[x] = isTissue ? structures[place] : (ushort)0;
            }
        }

        return labels;
    }
}
