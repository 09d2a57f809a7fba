using DeepSlice.Augmentation;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Augmentation;

public sealed class SpatialTransformTests
{
    private static readonly RasterSize Frame = new(80, 80);

    [Fact]
    public void Rotation_alone_keeps_distances_and_reaches_all_directions()
    {
        int[] quadrants = new int[4];
        for (ulong seed = 0; seed < 200; seed++)
        {
            (float[] xs, float[] ys) = Field(SpatialOptions.None with { RotationDegrees = 180 }, seed);
            double dx = xs[1] - xs[0], dy = ys[1] - ys[0];

            Math.Sqrt((dx * dx) + (dy * dy)).ShouldBe(1, 1e-4, $"seed {seed}");
            quadrants[(dx > 0 ? 1 : 0) + (dy > 0 ? 2 : 0)]++;
        }

        foreach (int count in quadrants)
        {
            count.ShouldBeInRange(25, 75);
        }
    }

    [Fact]
    public void Upright_slices_are_turned_a_little_and_never_flipped_vertically()
    {
        var options = SpatialOptions.None with { RotationDegrees = 180, MirrorProbability = 0.5, UprightProbability = 0.5, UprightDegrees = 20 };
        int upright = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            (float[] xs, float[] ys) = Field(options, seed);
            (double downX, double downY) = (xs[Frame.Width] - xs[0], ys[Frame.Width] - ys[0]);
            upright += Math.Abs(Math.Atan2(downX, downY)) <= 20.01 * Math.PI / 180 ? 1 : 0;
        }

        // Half of all, and a ninth of the others by chance.
        upright.ShouldBeInRange(190, 255);
    }

    [Fact]
    public void Magnification_stays_in_its_range_and_fills_it()
    {
        var options = SpatialOptions.None with { Scale = new NumberRange(0.5, 2), RotationDegrees = 30 };
        double smallest = 9, largest = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            double scale = Math.Sqrt(1 / Jacobians(options, seed).First());
            scale.ShouldBeInRange(0.499, 2.001);
            smallest = Math.Min(smallest, scale);
            largest = Math.Max(largest, scale);
        }

        smallest.ShouldBeLessThan(0.55);
        largest.ShouldBeGreaterThan(1.8);
    }

    [Fact]
    public void Anisotropy_and_shear_keep_the_area()
    {
        var options = SpatialOptions.None with { Anisotropy = 1.5, Shear = 0.3, RotationDegrees = 180 };
        for (ulong seed = 0; seed < 50; seed++)
        {
            Jacobians(options, seed).First().ShouldBe(1, 1e-3, $"seed {seed}");
        }
    }

    [Fact]
    public void Elastic_deformation_never_folds_even_at_the_largest_amplitude()
    {
        var options = SpatialOptions.None with
        {
            ElasticProbability = 1,
            ElasticAmplitude = new NumberRange(0.25, 0.25),
            ElasticCorrelation = new NumberRange(0.05, 0.3),
        };
        for (ulong seed = 0; seed < 60; seed++)
        {
            Jacobians(options, seed).Min().ShouldBeGreaterThan(0, $"seed {seed}");
        }
    }

    [Fact]
    public void Elastic_displacement_has_the_stated_standard_deviation()
    {
        var options = SpatialOptions.None with
        {
            ElasticProbability = 1,
            ElasticAmplitude = new NumberRange(0.02, 0.02),
            ElasticCorrelation = new NumberRange(0.2, 0.2),
        };
        double squares = 0;
        int count = 0;
        for (ulong seed = 0; seed < 100; seed++)
        {
            (float[] xs, _) = Field(options, seed);
            for (int i = 0; i < xs.Length; i++)
            {
                squares += Math.Pow(xs[i] - (i % Frame.Width) - 0.5, 2);
                count++;
            }
        }

        Math.Sqrt(squares / count).ShouldBe(0.02 * 80, 0.1 * 0.02 * 80);
    }

    [Fact]
    public void Translation_stays_within_its_limit()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            (float[] xs, float[] ys) = Field(SpatialOptions.None with { Translation = 0.1 }, seed);

            (xs[0] - 0.5).ShouldBeInRange(-8, 8);
            (ys[0] - 0.5).ShouldBeInRange(-8, 8);
            (xs[0] - 0.5).ShouldNotBe(0);
        }
    }

    private static (float[] X, float[] Y) Field(SpatialOptions options, ulong seed)
    {
        var transform = new SpatialTransform(options, new RandomStream(seed), Frame, Frame);
        float[] xs = new float[Frame.PixelCount];
        float[] ys = new float[Frame.PixelCount];
        for (int y = 0; y < Frame.Height; y++)
        {
            transform.Row(y, xs.AsSpan(y * Frame.Width, Frame.Width), ys.AsSpan(y * Frame.Width, Frame.Width));
        }

        return (xs, ys);
    }

    /// <summary>Area of the source per target pixel, by finite differences.</summary>
    private static IEnumerable<double> Jacobians(SpatialOptions options, ulong seed)
    {
        (float[] xs, float[] ys) = Field(options, seed);
        for (int y = 0; y < Frame.Height - 1; y++)
        {
            for (int x = 0; x < Frame.Width - 1; x++)
            {
                int here = (y * Frame.Width) + x;
                double xx = xs[here + 1] - xs[here], yx = ys[here + 1] - ys[here];
                double xy = xs[here + Frame.Width] - xs[here], yy = ys[here + Frame.Width] - ys[here];
                yield return (xx * yy) - (xy * yx);
            }
        }
    }
}
