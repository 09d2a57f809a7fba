using DeepSlice.Geometry;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

public sealed class PatchPlacesTests
{
    [Fact]
    public void Every_region_is_drawn_as_often_however_small_and_as_often_at_its_border_as_asked()
    {
        // A tiny region of 3×3 pixels and a large one on background.
        var labels = new Raster<byte>(200, 120);
        Fill(labels, 20, 20, 90, 80, 1);
        Fill(labels, 150, 60, 3, 3, 2);
        var places = new PatchPlaces(labels);
        var random = new RandomStream(5);
        const int Draws = 6000;
        var counts = new int[3];
        int borders = 0;

        for (int i = 0; i < Draws; i++)
        {
            BinnedPoint place = places.Draw(0.5, random);
            (int x, int y) = ((int)place.X, (int)place.Y);
            byte index = labels[x, y];
            counts[index]++;
            borders += Neighbours(labels, x, y).Any(other => other != index) ? 1 : 0;
        }

        counts.ShouldAllBe(count => Math.Abs(count - (Draws / 3)) < 200);
        borders.ShouldBeInRange((Draws / 2) - 250, (Draws / 2) + 250);
    }

    [Fact]
    public void A_slice_of_one_region_and_one_of_a_single_pixel_have_places()
    {
        new PatchPlaces(new Raster<byte>(1, 1)).Draw(0.5, new RandomStream(1)).ShouldBe(new BinnedPoint(0.5, 0.5));
        new PatchPlaces(new Raster<byte>(40, 30)).Draw(1, new RandomStream(1)).X.ShouldBeInRange(0, 40);
    }

    private static IEnumerable<byte> Neighbours(Raster<byte> labels, int x, int y) =>
        new[] { (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1) }.Where(place => labels.Contains(place.Item1, place.Item2)).Select(place => labels[place.Item1, place.Item2]);

    private static void Fill(Raster<byte> labels, int left, int top, int width, int height, byte index)
    {
        for (int y = top; y < top + height; y++)
        {
            labels.Row(y).Slice(left, width).Fill(index);
        }
    }
}
