using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Moves a slice's tissue, and lets background show where none comes to lie.</summary>
internal sealed class SliceWarp : ISourceMap
{
    private readonly WarpRow _warp;
    private readonly Raster<float> _gap;

    private SliceWarp(WarpRow warp, RasterSize size)
    {
        _warp = warp;
        _gap = new Raster<float>(size);
    }

    /// <summary>Draws a slice anew.</summary>
    /// <param name="specimen">The slice.</param>
    /// <param name="warp">Where the pixels of a row come from, and which of them are laid bare.</param>
    /// <param name="random">Source of the background's noise.</param>
    public static SliceSample Apply(Specimen specimen, WarpRow warp, RandomStream random)
    {
        var map = new SliceWarp(warp, specimen.Image.Size);
        var image = new Raster<float>(specimen.Image.Size);
        Raster<byte>? labels = specimen.Labels is null ? null : new Raster<byte>(image.Size);
        SliceResampler.Apply(map, (specimen.Image, specimen.Labels), (image, labels), Specimen.Limit);
        specimen.LayBare(image, labels, map._gap, random);
        return new SliceSample(image, labels);
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
            if (!(sourceX[x] >= 0 && sourceX[x] <= _gap.Width && sourceY[x] >= 0 && sourceY[x] <= _gap.Height))
            {
                gap[x] = 1;
            }
        }
    }
}
