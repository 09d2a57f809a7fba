using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Phantoms;

public sealed class ResolutionTests
{
    private static readonly PhantomOptions Clean = new() { MildArtifacts = 0, RandomPose = false };

    [Theory]
    [InlineData(336, 4)]
    [InlineData(1344, 16)]
    public void A_fine_phantom_binned_looks_like_the_coarse_one_of_its_seed(int size, int factor)
    {
        Raster<float> coarse = PhantomGenerator.Generate(Clean with { SizePixels = 84 }, 3, "coarse").Image;
        Raster<float> fine = PhantomGenerator.Generate(Clean with { SizePixels = size }, 3, "fine").Image;

        Raster<float> binned = BlockMean.Apply(fine, new Binning(factor));

        Correlation(binned, coarse).ShouldBeGreaterThan(0.99);
        (Mean(binned.Pixels) / Mean(coarse.Pixels)).ShouldBe(1, 0.02);
    }

    [Fact]
    public void Single_nuclei_show_where_pixels_are_small()
    {
        // About 270 µm of the thalamus of the mean slice: dark quantile between nuclei and bright quantile on them.
        const int Size = 2400;
        Raster<float> image = Thalamus(Size, 40, out RegionMap regions);
        float[] sorted = [.. image.Pixels.ToArray().Order()];

        regions.Size.Width.ShouldBe(Size);
        (sorted[(int)(0.98 * sorted.Length)] / sorted[(int)(0.2 * sorted.Length)]).ShouldBeGreaterThan(1.5f);
    }

    [Fact]
    public void Bodies_have_a_mean_of_one_whatever_their_density_size_and_blur()
    {
        var noise = new HashNoise(17);
        foreach ((float density, float radius, float blur) in new[] { (0.15f, 0.5f, 0f), (0.4f, 0.45f, 0.17f), (1f, 0.36f, 0.7f), (1f, 0.2f, 0f) })
        {
            double sum = 0;
            for (int i = 0; i < 400_000; i++)
            {
                sum += noise.Bodies((i % 800) * 0.31f, (i / 800) * 0.47f, density, radius, blur);
            }

            (sum / 400_000).ShouldBe(1, 0.03, $"density {density}, radius {radius}, blur {blur}");
        }
    }

    [Fact]
    public void Bodies_are_seamless_over_the_lattice()
    {
        var noise = new HashNoise(5);
        for (int cell = 1; cell < 2000; cell++)
        {
            float here = noise.Bodies(cell - 1e-4f, 0.37f * cell, 1, 0.5f, 0.7f);
            noise.Bodies(cell + 1e-4f, 0.37f * cell, 1, 0.5f, 0.7f).ShouldBe(here, 0.01f, $"cell {cell}");
        }
    }

    private static Raster<float> Thalamus(int size, int side, out RegionMap regions)
    {
        Slice slice = PhantomGenerator.Generate(Clean with { SizePixels = size, Variation = 0 }, 3, "fine");
        regions = slice.Regions!;
        (int left, int top) = ((int)(size * 370 / 840.0), (int)(size * ((280 - 292 + 420) / 840.0)));
        var part = new Raster<float>(side, side);
        for (int y = 0; y < side; y++)
        {
            slice.Image.Row(top + y).Slice(left, side).CopyTo(part.Row(y));
            regions.Indices[left + y, top + y].ShouldBe(regions.Catalog.Find("th")!.Index);
        }

        return part;
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double Correlation(Raster<float> a, Raster<float> b)
    {
        (double meanA, double meanB) = (Mean(a.Pixels), Mean(b.Pixels));
        (double ab, double aa, double bb) = (0, 0, 0);
        for (int i = 0; i < a.Pixels.Length; i++)
        {
            (double x, double y) = (a.Pixels[i] - meanA, b.Pixels[i] - meanB);
            (ab, aa, bb) = (ab + (x * y), aa + (x * x), bb + (y * y));
        }

        return ab / Math.Sqrt(aa * bb);
    }
}
