using DeepSlice.Geometry;
using DeepSlice.Quantities;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Quantities;

public sealed class MidlineTests : IDisposable
{
    private const int Side = 100;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(-50)]
    public void The_midline_of_a_symmetric_slice_is_found_however_it_is_turned(double degrees)
    {
        Raster<byte> labels = Brain(degrees, cut: 0);
        Midline found = MidlineFinder.Find("s", labels, SliceFrame.Identity(labels.Size));
        found.State.ShouldBe(SideState.Both, found.Flag);
        ShareOfRightPixels(labels, found, degrees).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void A_slice_of_which_a_piece_is_missing_has_the_same_midline()
    {
        Raster<byte> labels = Brain(10, cut: 14);
        Midline found = MidlineFinder.Find("s", labels, SliceFrame.Identity(labels.Size));
        found.State.ShouldBe(SideState.Both, found.Flag);
        ShareOfRightPixels(labels, found, 10).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void A_slice_without_a_clear_symmetry_is_flagged()
    {
        var disc = new Raster<byte>(Side, Side);
        for (int i = 0; i < disc.Pixels.Length; i++)
        {
            disc.Pixels[i] = double.Hypot((i % Side) - 50, (i / Side) - 50) < 40 ? (byte)3 : (byte)0;
        }

        Midline found = MidlineFinder.Find("s", disc, SliceFrame.Identity(disc.Size));
        found.State.ShouldBe(SideState.Unknown);
        found.Flag.ShouldNotBeEmpty();
        MidlineFinder.Find("s", new Raster<byte>(Side, Side), SliceFrame.Identity(disc.Size)).Flag.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_midline_across_the_image_is_flagged_since_neither_side_is_left()
    {
        Raster<byte> labels = Brain(88, cut: 0);
        Midline found = MidlineFinder.Find("s", labels, SliceFrame.Identity(labels.Size));
        found.State.ShouldBe(SideState.Unknown);
        found.Flag.ShouldContain("across");
        found.Top.ShouldNotBeNull();
    }

    [Fact]
    public void Left_is_the_viewers_left_unless_the_slice_is_flipped_or_the_line_upside_down()
    {
        var midline = new Midline("s", SideState.Both, new PixelPoint(50, 10), new PixelPoint(52, 90));
        midline.SideOf(new PixelPoint(10, 40), isFlipped: false).ShouldBe(BrainSide.Left);
        midline.SideOf(new PixelPoint(90, 40), isFlipped: false).ShouldBe(BrainSide.Right);
        midline.SideOf(new PixelPoint(10, 40), isFlipped: true).ShouldBe(BrainSide.Right);
        (midline with { Top = midline.Bottom, Bottom = midline.Top }).SideOf(new PixelPoint(10, 40), isFlipped: false).ShouldBe(BrainSide.Right);
        new Midline("s", SideState.Left).SideOf(new PixelPoint(10, 40), isFlipped: false).ShouldBe(BrainSide.Left);
        new Midline("s", SideState.Unknown, midline.Top, midline.Bottom).SideOf(new PixelPoint(10, 40), isFlipped: false).ShouldBe(BrainSide.Unknown);
    }

    [Fact]
    public void The_file_gives_back_what_was_written()
    {
        Midline[] midlines =
        [
            new("a", SideState.Both, new PixelPoint(1.5, 2), new PixelPoint(3, 400.5)) { Symmetry = 0.875 },
            new("b", SideState.Right),
            new("=c", SideState.Unknown, new PixelPoint(1, 2), new PixelPoint(3, 4)) { Flag = "no clear symmetry" },
        ];
        MidlineFile.Write(_folder.FullPath, midlines);
        MidlineFile.Read(_folder.FullPath).Values.ShouldBe(midlines);
    }

    [Theory]
    [InlineData("slice,sides,top_x,top_y,bottom_x,bottom_y\ns1,middle,1,2,3,4\n", "expected sides both, left, right or unknown, got 'middle'")]
    [InlineData("slice,sides,top_x,top_y,bottom_x,bottom_y\ns1,both,1,2,,\n", "expected two different points")]
    [InlineData("slice,sides,top_x,top_y,bottom_x,bottom_y\ns1,both,1,2,3,four\n", "expected a number")]
    [InlineData("slice,sides\ns1,left\n", "expected a column 'top_x'")]
    public void A_damaged_file_is_refused(string text, string words)
    {
        File.WriteAllText(_folder[MidlineFile.Name], text);
        Should.Throw<InvalidDataException>(() => MidlineFile.Read(_folder.FullPath)).Message.ShouldContain(words);
    }

    // A brain that is symmetric about a line through the middle, turned clockwise; on one side a piece of some columns is missing.
    private static Raster<byte> Brain(double degrees, double cut)
    {
        var labels = new Raster<byte>(Side, Side);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                (double across, double along) = Local(x, y, degrees);
                bool isInside = (across * across / 1600) + (along * along / 900) < 1 && across < 40 - cut;
                labels[x, y] = !isInside ? (byte)0
                    : (across * across / 144) + ((along - 12) * (along - 12) / 100) < 1 ? (byte)6
                    : ((Math.Abs(across) - 18) * (Math.Abs(across) - 18) / 64) + ((along + 4) * (along + 4) / 25) < 1 ? (byte)2
                    : along < 5 ? (byte)3 : (byte)7;
            }
        }

        return labels;
    }

    private static (double Across, double Along) Local(double x, double y, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return (((x + 0.5 - 50) * cos) + ((y + 0.5 - 50) * sin), ((y + 0.5 - 50) * cos) - ((x + 0.5 - 50) * sin));
    }

    private static double ShareOfRightPixels(Raster<byte> labels, Midline midline, double degrees)
    {
        (int right, int all) = (0, 0);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                if (labels[x, y] != 0)
                {
                    all++;
                    right += (Local(x, y, degrees).Across < 0) == (midline.SideOf(new PixelPoint(x + 0.5, y + 0.5), isFlipped: false) == BrainSide.Left) ? 1 : 0;
                }
            }
        }

        return (double)right / all;
    }
}
