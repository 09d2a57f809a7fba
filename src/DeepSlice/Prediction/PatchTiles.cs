using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;

namespace DeepSlice.Prediction;

/// <summary>Applies a patch network to a slice of any size, tile by tile.</summary>
/// <remarks>
/// Tiles overlap and are blended with Gaussian weights; a margin at their ends is discarded. If the margin covers the network's receptive field, every pixel that is
/// kept has the same input as without tiles, so the tile size changes only the last bits. Thread-safe.
/// </remarks>
internal sealed class PatchTiles
{
    private readonly SegmentationModel _model;
    private readonly ProbabilityNetwork _network;
    private readonly int _side;
    private readonly int _margin;

    public PatchTiles(SegmentationModel model, PredictionOptions options)
    {
        _model = model;
        _network = new ProbabilityNetwork(model, options);
        _margin = model.Plan.RoundUp(options.TileMargin ?? model.Plan.ReceptiveRadius);
        _side = Math.Max(model.Plan.RoundUp(options.TileSide), (2 * _margin) + (4 * model.Plan.Stride));
    }

    /// <summary>Computes the probabilities of a slice.</summary>
    /// <param name="normalised">Grey values on the network's scale.</param>
    /// <param name="context">Probabilities of the whole-slice network; null for none: the network's context channels are then 0.</param>
    /// <param name="bands">Receives the probabilities, from the first row on.</param>
    /// <param name="cancellationToken">Checked once per tile.</param>
    public void Compute(Raster<float> normalised, CoarseProbabilities? context, PredictionBands bands, CancellationToken cancellationToken)
    {
        int stride = _model.Plan.Stride;
        IReadOnlyList<TileSpan> rows = TileGrid.Along(_model.Plan.RoundUp(normalised.Height), _side, _margin, stride);
        IReadOnlyList<TileSpan> columns = TileGrid.Along(_model.Plan.RoundUp(normalised.Width), _side, _margin, stride);
        float background = BackgroundLevel.Of(normalised);
        int pixels = rows.Max(row => row.Length) * columns.Max(column => column.Length);
        var input = new float[_model.Plan.InputChannels * pixels];
        var output = new float[bands.PlaneCount * pixels];
        var sums = new TileSums(bands.PlaneCount, normalised.Width, rows.Max(row => row.ValidEnd - row.ValidStart));
        for (int r = 0; r < rows.Count; r++)
        {
            foreach (TileSpan column in columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                pixels = rows[r].Length * column.Length;
                Span<float> given = input.AsSpan(0, _model.Plan.InputChannels * pixels);
                Span<float> found = output.AsSpan(0, bands.PlaneCount * pixels);
                Fill(given, normalised, context, rows[r], column, background);
                _network.Compute(given, [1, _model.Plan.InputChannels, rows[r].Length, column.Length], found);
                sums.Add(found, rows[r], column);
            }

            sums.Emit(r + 1 < rows.Count ? rows[r + 1].ValidStart : normalised.Height, bands);
        }
    }

    private static void Fill(
        Span<float> input, Raster<float> normalised, CoarseProbabilities? context, TileSpan rows, TileSpan columns, float background)
    {
        int pixels = rows.Length * columns.Length;
        input[..pixels].Fill(background);
        input[pixels..].Clear();
        int width = Math.Min(columns.End, normalised.Width) - columns.Start;
        for (int y = rows.Start; y < Math.Min(rows.End, normalised.Height); y++)
        {
            normalised.Row(y).Slice(columns.Start, width).CopyTo(input[((y - rows.Start) * columns.Length)..]);
        }

        context?.On(columns.Start, rows.Start, new RasterSize(columns.Length, rows.Length), input[pixels..]);
    }
}
