using DeepSlice.Native.Torch;

namespace DeepSlice.Tests.Torch;

public sealed class RepeatPixelsTests
{
    private static readonly float[] s_pixels = [.. Enumerable.Range(0, 2 * 3 * 4 * 5).Select(i => MathF.Sin(i))];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Repeated_pixels_and_their_gradients_equal_those_of_nearest_upsampling(int factor)
    {
        (float[] repeated, float[] gradient) = Enlarge(pixels => Aten.RepeatPixels(pixels, factor));
        (float[] upsampled, float[] upsampledGradient) = Enlarge(pixels => Aten.UpsampleNearest(pixels, 4 * factor, 5 * factor));

        repeated.ShouldBe(upsampled);
        gradient.ShouldBe(upsampledGradient, tolerance: 1e-6);
    }

    private static (float[] Enlarged, float[] Gradient) Enlarge(Func<Tensor, Tensor> enlarge)
    {
        using var scope = new TensorScope();
        Tensor pixels = Tensor.From<float>(s_pixels, 2, 3, 4, 5);
        pixels.RequireGradient();
        Tensor enlarged = enlarge(pixels);
        float[] slope = [.. Enumerable.Range(0, (int)enlarged.Count).Select(i => MathF.Cos(i))];
        Aten.Sum(Aten.Multiply(enlarged, Tensor.From<float>(slope, enlarged.Shape))).Backward();
        return (enlarged.ToArray<float>(), pixels.Gradient()!.ToArray<float>());
    }
}
