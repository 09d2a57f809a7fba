using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Phantoms;

/// <summary>Simulated hand-drawn outlines: polygons around the regions of phantoms, in an image with a side of 5000 pixels.</summary>
internal static class DrawnBrains
{
    private const int Side = 200;
    private const int PixelsPerCell = 25;

    public static OutlinedAnatomy Draw(string id, ulong seed, params string[] without)
    {
        Slice slice = PhantomGenerator.Generate(new PhantomOptions { SizePixels = Side, MildArtifacts = 0, RandomPose = seed % 2 == 1 }, seed, id);
        return new OutlinedAnatomy(id, [
            .. TestMaps.PixelEdges(slice.Regions!, slice.Frame)
                .Where(outline => !without.Contains(outline.Region.Key))
                .Select(outline => outline with { Outline = Coarse(outline.Outline) }),
        ]);
    }

    public static void Save(OutlinedAnatomy anatomy, string path) =>
        RoiSetFile.Write(path, [.. anatomy.Outlines.Select(outline => new ImageJRoi(outline.Region.Key, outline.Outline))]);

    // Every ninth corner of the traced outline: neighbours overlap or leave gaps in places, as hand-drawn ones do.
    private static Outline<PixelPoint> Coarse(Outline<PixelPoint> traced) => new(
        [new Polygon<PixelPoint>(traced.Rings[0].Vertices
            .Where((_, i) => i % 9 == 0)
            .Select(vertex => new PixelPoint(vertex.X * PixelsPerCell, vertex.Y * PixelsPerCell)))]);
}
