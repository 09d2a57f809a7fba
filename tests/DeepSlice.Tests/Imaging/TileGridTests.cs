using DeepSlice.Imaging;

namespace DeepSlice.Tests.Imaging;

public sealed class TileGridTests
{
    [Fact]
    public void Tiles_of_any_axis_are_aligned_and_what_they_decide_on_covers_every_pixel_far_from_inner_ends()
    {
        var random = new RandomStream(7);
        for (int round = 0; round < 500; round++)
        {
            int alignment = 1 << random.Below(5);
            int margin = alignment * random.Below(8);
            int side = (2 * margin) + (alignment * (3 + random.Below(20)));
            int length = alignment * (1 + random.Below(200));

            IReadOnlyList<TileSpan> tiles = TileGrid.Along(length, side, margin, alignment);

            string said = $"length {length}, side {side}, margin {margin}, alignment {alignment}";
            tiles[0].ValidStart.ShouldBe(0, said);
            tiles[^1].ValidEnd.ShouldBe(length, said);
            foreach (TileSpan tile in tiles)
            {
                (tile.Start % alignment).ShouldBe(0, said);
                (tile.End % alignment).ShouldBe(0, said);
                tile.Start.ShouldBeGreaterThanOrEqualTo(0);
                tile.End.ShouldBeLessThanOrEqualTo(length);
                tile.Length.ShouldBeLessThanOrEqualTo(side);
                (tile.Start == 0 || tile.ValidStart - tile.Start == margin).ShouldBeTrue(said);
                (tile.End == length || tile.End - tile.ValidEnd == margin).ShouldBeTrue(said);
                TileGrid.Weights(tile).ShouldAllBe(weight => weight > 0 && weight <= 1);
            }

            foreach ((TileSpan before, TileSpan after) in tiles.Zip(tiles.Skip(1)))
            {
                after.Start.ShouldBeGreaterThan(before.Start, said);
                after.ValidStart.ShouldBeLessThan(before.ValidEnd, said);
            }
        }
    }

    [Fact]
    public void A_tile_too_small_for_its_margin_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TileGrid.Along(640, 64, 32, 16)).Message.ShouldContain("expected tiles of more than 96 pixels with margins of 32, got 64");

    [Fact]
    public void The_middle_of_a_tile_weighs_most()
    {
        float[] weights = TileGrid.Weights(new TileSpan(64, 192, 80, 176));

        weights.Length.ShouldBe(96);
        weights[47].ShouldBe(weights[48], 1e-6f);
        weights[..48].ShouldBe(weights[..48].Order());
        weights[48..].ShouldBe(weights[48..].OrderDescending());
    }
}
