using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Metrics;

/// <summary>Small region maps, drawn by hand or by formula.</summary>
internal static class TestMaps
{
    public static RegionCatalog Catalog => RegionCatalog.SagittalSix;

    public static Region Region(string key) => Catalog.Find(key)!;

    /// <summary>Values, by <see cref="Measures.OfMaps"/>, of a region that is predicted just as annotated, where neither probabilities nor pixel size are known.</summary>
    public static double?[] Perfect => [1, 1, 0, 0, 0, 0, null, null, null, null, null];

    /// <summary>A score's values by <see cref="Measures.OfMaps"/>.</summary>
    public static double?[] Values(Score score) => [.. Measures.OfMaps.Select(measure => score[measure])];

    /// <summary>A score's value of the measure of a key, which it must have.</summary>
    public static double Value(Score score, string key) => score[Measures.OfMaps.Concat(Measures.OfOutlines).First(measure => measure.Key == key)]!.Value;

    /// <summary>A slice whose regions have these Dices and nothing else.</summary>
    public static SliceScore Scored(string id, params (string Region, double Dice)[] dices) => new()
    {
        Id = id,
        Regions = dices.ToDictionary(pair => pair.Region, pair => new Score(new Dictionary<Measure, double> { [Measures.Dice] = pair.Dice })),
    };

    /// <summary>Scores of slices of which only the Dice was measured.</summary>
    public static ScoreTable Table(params SliceScore[] slices) => new(Catalog, [Measures.Dice], slices);

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

    /// <summary>Outlines along the edges of pixels, which have exactly their areas.</summary>
    public static IReadOnlyList<RegionOutline> PixelEdges(RegionMap regions, SliceFrame frame) =>
    [
        .. regions.Catalog.Annotated.Select(region => (region, Outline: ContourTracer.Trace(regions.Indices, region.Index)))
            .Where(traced => traced.Outline is not null)
            .Select(traced => new RegionOutline(traced.region, traced.Outline!.Map(frame.ToFullResolution))),
    ];
}
