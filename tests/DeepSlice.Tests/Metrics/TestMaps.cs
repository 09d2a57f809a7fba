using DeepSlice.Evaluation;
using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Metrics;

/// <summary>Small region maps, drawn by hand or by formula.</summary>
internal static class TestMaps
{
    public static RegionCatalog Catalog => RegionCatalog.SagittalSix;

    public static Region Region(string key) => Catalog.Find(key)!;

    /// <summary>Score of a region that is predicted exactly, without probabilities or pixel size.</summary>
    public static RegionScore Perfect => new() { Dice = 1, Jaccard = 1, Hausdorff95 = 0, AlphaSmd = 0, AlphaAmd = 0, AlphaAmdCardinality = 0 };

    /// <summary>A slice to score, with a black image.</summary>
    public static ComparedSlice Compared(string id, RegionMap predicted, RegionMap truth) => new(id, new Raster<float>(truth.Size), predicted, truth);

    /// <summary>One digit per pixel, one string per row.</summary>
    public static RegionMap Parse(params string[] rows)
    {
        var indices = new Raster<byte>(rows[0].Length, rows.Length);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < indices.Width; x++)
            {
                indices[x, y] = (byte)(rows[y][x] - '0');
            }
        }

        return new RegionMap(Catalog, indices);
    }

    /// <summary>A disc of one region: the pixels with (x − centre)² ≤ radius².</summary>
    public static RegionMap Disc(int width, int height, int centreX, int centreY, int radius, byte index = 1)
    {
        var indices = new Raster<byte>(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int dx = x - centreX;
                int dy = y - centreY;
                indices[x, y] = (dx * dx) + (dy * dy) <= radius * radius ? index : (byte)0;
            }
        }

        return new RegionMap(Catalog, indices);
    }
}
