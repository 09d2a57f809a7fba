using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A band of tissue is folded over the adjacent tissue.</summary>
internal sealed class FoldArtifact() : TissueArtifact(
    "fold",
    "fold",
    "Tissue was folded over when the slice was mounted: the double layer is twice as bright, and the tissue behind it is shifted.",
    new SeverityScale("width of the double layer, in extents", 0, 0.01, 0.02, 0.035, 0.05, 0.07))
{
    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        var crease = new Crease(specimen.Place, specimen.Image.Size, Amount(severity), random);
        var under = new Raster<float>(specimen.Image.Size);
        SliceResampler.Apply(new LowerLayer(crease), new SliceSample(specimen.Image), new SliceSample(under), Specimen.Limit);
        SliceSample sample = SliceWarp.Apply(specimen, (y, sourceX, sourceY, _) => crease.Move(y, sourceX, sourceY), random);
        for (int y = 0; y < under.Height; y++)
        {
            Span<float> row = sample.Image.Row(y);
            ReadOnlySpan<float> below = under.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                double share = crease.DoubleLayer(x, y);
                if (row[x] != 0)
                {
                    row[x] += (float)share * (below[x] - specimen.Levels.Background); // padding stays padding
                }

                if (share >= 0.5)
                {
                    sample.Spoil((y * under.Width) + x);
                }
            }
        }

        return sample;
    }

    /// <summary>Source coordinates of the tissue under the fold.</summary>
    private sealed class LowerLayer(Crease crease) : ISourceMap
    {
        public void Row(int y, Span<float> sourceX, Span<float> sourceY)
        {
            for (int x = 0; x < sourceX.Length; x++)
            {
                (sourceX[x], sourceY[x]) = (x + 0.5f, y + 0.5f);
                crease.Shift(x, y, ref sourceX[x], ref sourceY[x]);
            }
        }
    }
}
