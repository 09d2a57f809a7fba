namespace DeepSlice.Augmentation;

/// <summary>Maps target pixels to source coordinates.</summary>
internal interface ISourceMap
{
    /// <summary>Computes the source coordinates of one target row.</summary>
    /// <param name="y">Row of the target.</param>
    /// <param name="sourceX">Receives the source's horizontal coordinate for each column; pixel (i, j) covers [i, i+1) × [j, j+1).</param>
    /// <param name="sourceY">Receives the source's vertical coordinate for each column.</param>
    void Row(int y, Span<float> sourceX, Span<float> sourceY);
}
