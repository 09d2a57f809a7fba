namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Computes the source coordinates of the pixels of one row.</summary>
/// <param name="y">Row.</param>
/// <param name="sourceX">In: the column coordinates. Out: the source's horizontal coordinates.</param>
/// <param name="sourceY">In: the row coordinate for each column. Out: the source's vertical coordinates.</param>
/// <param name="gap">In: zeros. Out: the uncovered fraction of each pixel, 0 … 1.</param>
internal delegate void WarpRow(int y, Span<float> sourceX, Span<float> sourceY, Span<float> gap);
