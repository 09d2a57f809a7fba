namespace DeepSlice.Augmentation;

/// <summary>Tells for each pixel of a target where in the source it comes from.</summary>
internal interface ISourceMap
{
    /// <summary>Computes where the pixels of one target row come from.</summary>
    /// <param name="y">Row of the target.</param>
    /// <param name="sourceX">Receives the source's horizontal coordinate for each column; pixel (i, j) covers [i, i+1) × [j, j+1).</param>
    /// <param name="sourceY">Receives the source's vertical coordinate for each column.</param>
    void Row(int y, Span<float> sourceX, Span<float> sourceY);
}
