using System.Numerics.Tensors;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation;

/// <summary>Degrades the probabilities of the whole-slice network, see <see cref="ContextOptions"/>.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ContextDegradation(ContextOptions options)
{
    private const float Least = 1e-6f;

    /// <summary>Draws the degraded probabilities of a patch.</summary>
    /// <param name="context">Probabilities of the slice.</param>
    /// <param name="map">Source coordinates of the patch's pixels.</param>
    /// <param name="random">Random stream; equal streams give equal results.</param>
    /// <param name="size">Size of the patch.</param>
    /// <param name="target">Receives (C, H, W); all 0 if the probabilities are dropped.</param>
    public void Apply(CoarseProbabilities context, ISourceMap map, RandomStream random, RasterSize size, Span<float> target)
    {
        if (random.Chance(options.DropProbability))
        {
            target.Clear();
            return;
        }

        double sigma = options.BlurSigma.Draw(random);
        bool removes = random.Chance(options.ForgetProbability);
        int removed = random.Below(context.Regions);
        double pixels = options.Shift * context.Binning.Factor;
        var shifted = new Shifted(map, (float)(pixels * random.Normal()), (float)(pixels * random.Normal()));
        SliceResampler.Apply(shifted, Blurred(context, sigma), size, target);
        if (removes)
        {
            RemoveRegion(target, removed, (int)size.PixelCount);
        }
    }

    private static CoarseProbabilities Blurred(CoarseProbabilities context, double sigma)
    {
        int pixels = (int)context.Size.PixelCount;
        var planes = new float[context.Regions * pixels];
        for (int region = 0; region < context.Regions; region++)
        {
            var plane = new Raster<float>(context.Size.Width, context.Size.Height, context.Plane(region));
            GaussianBlur.Apply(plane, sigma, plane);
            plane.Pixels.CopyTo(planes.AsSpan(region * pixels));
        }

        return new CoarseProbabilities(planes, context.Size, context.Binning);
    }

    private static void RemoveRegion(Span<float> planes, int region, int pixels)
    {
        planes.Slice(region * pixels, pixels).Clear();
        var sums = new float[pixels];
        for (int start = 0; start < planes.Length; start += pixels)
        {
            TensorPrimitives.Add(sums, planes.Slice(start, pixels), sums);
        }

        TensorPrimitives.Max(sums, Least, sums);
        for (int start = 0; start < planes.Length; start += pixels)
        {
            TensorPrimitives.Divide(planes.Slice(start, pixels), sums, planes.Slice(start, pixels));
        }
    }

    private sealed class Shifted(ISourceMap map, float shiftX, float shiftY) : ISourceMap
    {
        public void Row(int y, Span<float> sourceX, Span<float> sourceY)
        {
            map.Row(y, sourceX, sourceY);
            TensorPrimitives.Add(sourceX, shiftX, sourceX);
            TensorPrimitives.Add(sourceY, shiftY, sourceY);
        }
    }
}
