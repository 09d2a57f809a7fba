using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Moves tissue and fills uncovered pixels with background.</summary>
internal sealed class SliceWarp : ISourceMap
{
    private readonly Specimen _specimen;
    private readonly WarpRow _warp;
    private readonly Raster<float> _gap;
    private readonly Raster<bool> _padding;
    private readonly bool _isPadded;

    private SliceWarp(Specimen specimen, WarpRow warp)
    {
        _specimen = specimen;
        _warp = warp;
        _gap = new Raster<float>(specimen.Image.Size);
        _padding = new Raster<bool>(specimen.Image.Size);
        _isPadded = specimen.IsPadded;
    }

    /// <summary>Resamples a slice.</summary>
    /// <param name="specimen">The slice.</param>
    /// <param name="warp">Source coordinates of the pixels of a row, and which of them are uncovered.</param>
    /// <param name="random">Random stream for the background noise.</param>
    public static SliceSample Apply(Specimen specimen, WarpRow warp, RandomStream random)
    {
        var map = new SliceWarp(specimen, warp);
        RasterSize size = specimen.Image.Size;
        var sample = new SliceSample(new Raster<float>(size), specimen.Labels is null ? null : new Raster<byte>(size))
        {
            Damage = specimen.Damage is null ? null : new Raster<byte>(size),
        };
        SliceResampler.Apply(map, new SliceSample(specimen.Image, specimen.Labels) { Damage = specimen.Damage }, sample, Specimen.Limit);
        specimen.LayBare(sample, map._gap, random);
        for (int i = 0; i < sample.Image.Pixels.Length; i++)
        {
            if (map._padding.Pixels[i])
            {
                sample.Image.Pixels[i] = 0;
            }
        }

        return sample;
    }

    public void Row(int y, Span<float> sourceX, Span<float> sourceY)
    {
        Span<float> gap = _gap.Row(y);
        for (int x = 0; x < sourceX.Length; x++)
        {
            (sourceX[x], sourceY[x]) = (x + 0.5f, y + 0.5f);
        }

        _warp(y, sourceX, sourceY, gap);
        for (int x = 0; x < sourceX.Length; x++)
        {
            // Padding moves with the image around it; beyond the frame of a padded slice there is more padding.
            int column = (int)MathF.Floor(sourceX[x]);
            int line = (int)MathF.Floor(sourceY[x]);
            bool isInside = _gap.Contains(column, line);
            _padding[x, y] = isInside ? _isPadded && _specimen.IsPadding(column, line) : _isPadded;
            gap[x] = isInside ? gap[x] : 1;
        }
    }
}
