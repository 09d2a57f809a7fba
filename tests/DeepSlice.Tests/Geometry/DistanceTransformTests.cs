using DeepSlice.Geometry;

namespace DeepSlice.Tests.Geometry;

public sealed class DistanceTransformTests
{
    public static TheoryData<int, double, double> Spacings => new()
    {
        { 1, 1, 1 },
        { 2, 1.5, 2.5 },
        { 3, 10, 1 },
        { 4, 1, 10 },
        { 5, 0.1, 0.3 },
        { 6, 0.325, 0.325 },
        { 7, 1000, 0.001 },
    };

    [Theory]
    [MemberData(nameof(Spacings))]
    public void Distances_and_nearest_pixels_equal_brute_force_on_random_maps(int seed, double spacingX, double spacingY)
    {
        var random = new RandomStream((ulong)seed);
        var spacing = new PixelSpacing(spacingX, spacingY);
        for (int repeat = 0; repeat < 150; repeat++)
        {
            Raster<bool> set = RandomSet(random);

            CompareWithBruteForce(set, spacing, $"seed {seed}, repeat {repeat}, {set.Size}");
        }
    }

    [Fact]
    public void Sets_with_many_equally_near_pixels_follow_the_tie_rule()
    {
        // Full of ties: circles of equal integer radius, a checkerboard, and a cross around an empty centre.
        var ring = new Raster<bool>(21, 21);
        var board = new Raster<bool>(12, 9);
        foreach ((int dx, int dy) in (ReadOnlySpan<(int, int)>)[(5, 0), (0, 5), (3, 4), (4, 3)])
        {
            foreach ((int sx, int sy) in (ReadOnlySpan<(int, int)>)[(1, 1), (1, -1), (-1, 1), (-1, -1)])
            {
                ring[10 + (sx * dx), 10 + (sy * dy)] = true;
            }
        }

        for (int y = 0; y < board.Height; y++)
        {
            for (int x = y % 2; x < board.Width; x += 2)
            {
                board[x, y] = true;
            }
        }

        CompareWithBruteForce(ring, PixelSpacing.Unit, "ring");
        CompareWithBruteForce(board, PixelSpacing.Unit, "board");
        var nearest = new Raster<int>(ring.Size);
        new DistanceTransform(ring.Size, PixelSpacing.Unit).Measure(ring, new Raster<double>(ring.Size), nearest);
        nearest[10, 10].ShouldBe((5 * 21) + 10, "of the twelve pixels at distance 5 the top one comes first");
    }

    [Fact]
    public void Anisotropic_distances_equal_those_of_scipy()
    {
        // scipy.ndimage.distance_transform_edt(~set, sampling=(2.5, 1.5), return_indices=True), rounded to 12 places.
        var set = new Raster<bool>(7, 5);
        set[2, 1] = set[6, 4] = true;
        var distance = new Raster<double>(set.Size);
        var nearest = new Raster<int>(set.Size);

        new DistanceTransform(set.Size, new PixelSpacing(1.5, 2.5)).Measure(set, distance, nearest).ShouldBeTrue();

        distance.Row(0)[5].ShouldBe(5.147815070494, 1e-12);
        distance.Row(2)[6].ShouldBe(5.0, 1e-12);
        distance.Row(3)[1].ShouldBe(5.220153254455, 1e-12);
        distance.Row(4)[0].ShouldBe(8.077747210702, 1e-12);
        nearest.Pixels.ToArray().ShouldBe([
            9, 9, 9, 9, 9, 9, 9,
            9, 9, 9, 9, 9, 9, 9,
            9, 9, 9, 9, 9, 9, 34,
            9, 9, 9, 34, 34, 34, 34,
            9, 34, 34, 34, 34, 34, 34]);
    }

    [Fact]
    public void An_empty_set_is_reported_and_leaves_no_distance_behind()
    {
        var size = new RasterSize(4, 3);
        var transform = new DistanceTransform(size, PixelSpacing.Unit);
        var set = new Raster<bool>(size);
        var distance = new Raster<double>(size);
        var nearest = new Raster<int>(size);
        set[1, 1] = true;
        transform.Measure(set, distance, nearest).ShouldBeTrue();
        set[1, 1] = false;

        transform.Measure(set, distance, nearest).ShouldBeFalse();

        distance.Pixels.ToArray().ShouldAllBe(value => double.IsPositiveInfinity(value));
        nearest.Pixels.ToArray().ShouldAllBe(index => index == -1);
    }

    [Fact]
    public void In_a_full_set_every_pixel_is_its_own_nearest()
    {
        var set = new Raster<bool>(6, 4);
        set.Pixels.Fill(true);
        var distance = new Raster<double>(set.Size);
        var nearest = new Raster<int>(set.Size);

        new DistanceTransform(set.Size, new PixelSpacing(3, 0.5)).Measure(set, distance, nearest);

        distance.Pixels.ToArray().ShouldAllBe(value => value == 0);
        nearest.Pixels.ToArray().ShouldBe(Enumerable.Range(0, 24));
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(1, 1)]
    public void Grids_of_one_row_or_one_column_are_measured(int width, int height)
    {
        var random = new RandomStream(11);
        for (int repeat = 0; repeat < 30; repeat++)
        {
            var set = new Raster<bool>(width, height);
            set.Pixels[random.Below(set.Pixels.Length)] = true;
            set.Pixels[random.Below(set.Pixels.Length)] = true;

            CompareWithBruteForce(set, new PixelSpacing(0.7, 1.9), $"repeat {repeat}");
        }
    }

    [Fact]
    public void A_transform_used_again_forgets_the_set_before()
    {
        var random = new RandomStream(5);
        var size = new RasterSize(13, 17);
        var transform = new DistanceTransform(size, PixelSpacing.Unit);
        var distance = new Raster<double>(size);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            var set = new Raster<bool>(size);
            set.Pixels[random.Below(set.Pixels.Length)] = true;
            transform.Measure(set, distance);

            distance.Pixels.ToArray().ShouldBe(BruteForce(set, PixelSpacing.Unit).Select(site => site.Distance));
        }
    }

    [Fact]
    public void Only_the_pixels_asked_for_are_measured()
    {
        var random = new RandomStream(21);
        for (int repeat = 0; repeat < 150; repeat++)
        {
            Raster<bool> set = RandomSet(random);
            var where = new Raster<bool>(set.Size);
            foreach (ref bool pixel in where.Pixels)
            {
                pixel = random.Chance(0.1);
            }

            var distance = new Raster<double>(set.Size);
            var nearest = new Raster<int>(set.Size);
            distance.Pixels.Fill(-7);
            nearest.Pixels.Fill(-7);

            new DistanceTransform(set.Size, new PixelSpacing(1.5, 0.5)).Measure(set, distance, nearest, where);

            (double Distance, int Index)[] expected = BruteForce(set, new PixelSpacing(1.5, 0.5));
            for (int i = 0; i < expected.Length; i++)
            {
                distance.Pixels[i].ShouldBe(where.Pixels[i] ? expected[i].Distance : -7, $"repeat {repeat}, pixel {i}");
                nearest.Pixels[i].ShouldBe(where.Pixels[i] ? expected[i].Index : -7, $"repeat {repeat}, pixel {i}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(0.3)]
    public void Distances_are_clipped_at_the_limit_and_nothing_beyond_is_nearest(double limit)
    {
        var random = new RandomStream(22);
        for (int repeat = 0; repeat < 150; repeat++)
        {
            Raster<bool> set = RandomSet(random);
            var distance = new Raster<double>(set.Size);
            var nearest = new Raster<int>(set.Size);

            new DistanceTransform(set.Size, PixelSpacing.Unit) { Limit = limit }.Measure(set, distance, nearest).ShouldBeTrue();

            (double Distance, int Index)[] expected = BruteForce(set, PixelSpacing.Unit);
            distance.Pixels.ToArray().ShouldBe(expected.Select(site => Math.Min(site.Distance, limit)), $"repeat {repeat}");
            nearest.Pixels.ToArray().ShouldBe(expected.Select(site => site.Distance < limit ? site.Index : -1), $"repeat {repeat}");
        }
    }

    [Fact]
    public void Threads_do_not_change_the_result()
    {
        var random = new RandomStream(23);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            // Wider than a SIMD vector, and not a multiple of one.
            var set = new Raster<bool>(150 + random.Below(9), 1 + random.Below(12));
            foreach (ref bool pixel in set.Pixels)
            {
                pixel = random.Chance(0.01);
            }

            set.Pixels[0] = true;
            var distance = new Raster<double>(set.Size);
            var nearest = new Raster<int>(set.Size);

            new DistanceTransform(set.Size, PixelSpacing.Unit) { Threads = 1 + (repeat % 7) }.Measure(set, distance, nearest);

            (double Distance, int Index)[] expected = BruteForce(set, PixelSpacing.Unit);
            distance.Pixels.ToArray().ShouldBe(expected.Select(site => site.Distance), $"repeat {repeat}");
            nearest.Pixels.ToArray().ShouldBe(expected.Select(site => site.Index), $"repeat {repeat}");
        }
    }

    [Fact]
    public void A_raster_of_another_size_is_refused_with_both_sizes()
    {
        var transform = new DistanceTransform(new RasterSize(4, 3), PixelSpacing.Unit);

        Should.Throw<ArgumentException>(() => transform.Measure(new Raster<bool>(4, 3), new Raster<double>(3, 4)))
            .Message.ShouldContain("expected a raster of 4×3, got 3×4");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void A_spacing_that_is_no_length_is_refused(double x, double y)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DistanceTransform(new RasterSize(2, 2), new PixelSpacing(x, y)));
    }

    [Fact]
    public void The_diagonal_is_that_of_whole_pixels()
    {
        new PixelSpacing(2, 3).Diagonal(new RasterSize(6, 3)).ShouldBe(15);
    }

    private static Raster<bool> RandomSet(RandomStream random)
    {
        var set = new Raster<bool>(1 + random.Below(20), 1 + random.Below(20));
        double density = Math.Pow(random.NextDouble(), 3);
        foreach (ref bool pixel in set.Pixels)
        {
            pixel = random.Chance(density);
        }

        set.Pixels[random.Below(set.Pixels.Length)] = true;
        return set;
    }

    private static void CompareWithBruteForce(Raster<bool> set, PixelSpacing spacing, string what)
    {
        var distance = new Raster<double>(set.Size);
        var nearest = new Raster<int>(set.Size);

        new DistanceTransform(set.Size, spacing).Measure(set, distance, nearest).ShouldBeTrue(what);

        (double Distance, int Index)[] expected = BruteForce(set, spacing);
        distance.Pixels.ToArray().ShouldBe(expected.Select(site => site.Distance), what);
        nearest.Pixels.ToArray().ShouldBe(expected.Select(site => site.Index), what);
    }

    private static (double Distance, int Index)[] BruteForce(Raster<bool> set, PixelSpacing spacing)
    {
        var result = new (double Distance, int Index)[set.Pixels.Length];
        for (int i = 0; i < result.Length; i++)
        {
            double smallest = double.PositiveInfinity;
            int nearest = -1;
            for (int j = 0; j < result.Length; j++)
            {
                double dx = ((i % set.Width) - (j % set.Width)) * spacing.X;
                double dy = ((j / set.Width) - (i / set.Width)) * spacing.Y;
                double squared = (dy * dy) + (dx * dx);
                if (set.Pixels[j] && squared < smallest)
                {
                    (smallest, nearest) = (squared, j);
                }
            }

            result[i] = (Math.Sqrt(smallest), nearest);
        }

        return result;
    }
}
