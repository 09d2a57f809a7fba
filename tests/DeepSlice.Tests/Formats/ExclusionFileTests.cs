using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class ExclusionFileTests : IDisposable
{
    private static readonly SliceFrame Frame = new() { Binning = new Binning(4), OriginalSize = new RasterSize(38, 20), WorkingSize = new RasterSize(10, 5) };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mask_of_the_size_of_the_label_map_excludes_its_pixels()
    {
        var mask = new Raster<byte>(10, 5);
        (mask[3, 2], mask[4, 2]) = (255, 1);
        PngFile.Write(_folder["s.png"], mask);
        Excluded("s.png").ShouldBe([(3, 2), (4, 2)]);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_mask_of_the_size_of_the_image_excludes_working_pixels_of_which_half_is_excluded(byte value)
    {
        var mask = new Raster<byte>(38, 20);
        for (int i = 0; i < 8; i++)
        {
            mask[4 + (i % 4), 4 + (i / 4)] = value;
        }

        mask[0, 0] = value;
        PngFile.Write(_folder["s.png"], mask);
        Excluded("s.png").ShouldBe([(1, 1)]);
    }

    [Fact]
    public void A_mask_in_colour_counts_where_any_colour_is_not_0()
    {
        var mask = new Raster<RegionColor>(new RasterSize(38, 20));
        for (int i = 0; i < 16; i++)
        {
            mask[4 + (i % 4), 4 + (i / 4)] = new RegionColor(0, 0, 9);
        }

        PngFile.Write(_folder["s.png"], mask);
        Excluded("s.png").ShouldBe([(1, 1)]);
    }

    [Fact]
    public void Outlines_named_damage_or_exclude_are_filled_and_others_ignored()
    {
        File.WriteAllText(_folder["s.geojson"], Features("Damage", "cortex"));
        Excluded("s.geojson").ShouldBe([(0, 0), (1, 0)]);
        File.WriteAllText(_folder["s.geojson"], Features("exclude-2", "damage"));
        Excluded("s.geojson").Length.ShouldBe(4);
    }

    [Fact]
    public void Other_sizes_and_outlines_without_the_name_are_refused()
    {
        PngFile.Write(_folder["s.png"], new Raster<byte>(11, 5));
        Should.Throw<InvalidDataException>(() => Excluded("s.png")).Message.ShouldContain("10×5");
        File.WriteAllText(_folder["s.geojson"], Features("cortex", "x"));
        Should.Throw<InvalidDataException>(() => Excluded("s.geojson")).Message.ShouldContain("'cortex', 'x'");
    }

    [Fact]
    public void The_files_of_a_slice_are_found_in_a_folder()
    {
        PngFile.Write(_folder["s1.png"], new Raster<byte>(10, 5));
        PngFile.Write(_folder["s10.png"], new Raster<byte>(10, 5));
        ExclusionFile.Find(_folder.FullPath, "s1").ShouldBe([_folder["s1.png"]]);
    }

    private static string Features(string first, string second) => $$$"""
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"name": "{{{first}}}"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [8, 0], [8, 4], [0, 4], [0, 0]]]}},
          {"type": "Feature", "properties": {"name": "{{{second}}}"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 8], [8, 8], [8, 12], [0, 12], [0, 8]]]}}]}
        """;

    private (int X, int Y)[] Excluded(string name)
    {
        var mask = new Raster<byte>(Frame.WorkingSize);
        ExclusionFile.Read(_folder[name], Frame, mask);
        return [.. Enumerable.Range(0, mask.Pixels.Length).Where(i => mask.Pixels[i] != 0).Select(i => (i % mask.Width, i / mask.Width))];
    }
}
