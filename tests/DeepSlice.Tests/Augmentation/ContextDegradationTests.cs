using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Augmentation;

public sealed class ContextDegradationTests
{
    private static readonly RasterSize s_patch = new(8, 8);
    private static readonly ContextOptions s_none = new() { DropProbability = 0, ForgetProbability = 0, BlurSigma = new NumberRange(0, 0), Shift = 0 };

    // Region 0 on the left, region 1 on the right, region 2 never certain.
    private static readonly CoarseProbabilities s_context = new(
        [.. Plane(x => x < 4 ? 0.8f : 0.1f), .. Plane(x => x < 4 ? 0.1f : 0.8f), .. Plane(_ => 0.1f)], new RasterSize(8, 8), new Binning(2));

    [Fact]
    public void Without_degradation_the_patch_is_told_what_the_network_said()
    {
        var expected = new float[3 * 64];
        s_context.On(3, 5, s_patch, expected);

        Apply(s_none).ShouldBe(expected, 1e-6f);
    }

    [Fact]
    public void Dropped_probabilities_are_all_zero() => Apply(s_none with { DropProbability = 1 }).ShouldAllBe(value => value == 0);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(0, 0, 3)]
    [InlineData(0.5, 1, 1)]
    public void Whatever_happens_they_sum_to_one(double forget, double blur, double shift)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            float[] found = Apply(s_none with { ForgetProbability = forget, BlurSigma = new NumberRange(blur, blur), Shift = shift }, seed);
            for (int i = 0; i < 64; i++)
            {
                (found[i] + found[64 + i] + found[128 + i]).ShouldBe(1, 1e-4f, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Blurring_and_shifting_move_borders_and_forgetting_empties_a_plane()
    {
        float[] plain = Apply(s_none);
        Apply(s_none with { BlurSigma = new NumberRange(1.5, 1.5) }).Max().ShouldBeLessThan(plain.Max());
        Apply(s_none with { Shift = 2 }).ShouldNotBe(plain);
        Apply(s_none with { ForgetProbability = 1 }).Chunk(64).Count(plane => plane.All(value => value == 0)).ShouldBe(1);
    }

    private static float[] Apply(ContextOptions options, ulong seed = 3)
    {
        var target = new float[3 * 64];
        new ContextDegradation(options).Apply(s_context, new Moved(3, 5), new RandomStream(seed), s_patch, target);
        return target;
    }

    private static IEnumerable<float> Plane(Func<int, float> value) => Enumerable.Range(0, 64).Select(i => value(i % 8));

    private sealed class Moved(int left, int top) : ISourceMap
    {
        public void Row(int y, Span<float> sourceX, Span<float> sourceY)
        {
            sourceY.Fill(top + y + 0.5f);
            for (int x = 0; x < sourceX.Length; x++)
            {
                sourceX[x] = left + x + 0.5f;
            }
        }
    }
}
