namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Computes where the pixels of one row come from.</summary>
/// <param name="y">Row.</param>
/// <param name="sourceX">Holds the columns' own coordinates, and receives those of the places they come from.</param>
/// <param name="sourceY">Holds the row's own coordinate for each column, and receives those of the places they come from.</param>
/// <param name="gap">Holds zeros, and receives the share of each pixel that is laid bare, 0 … 1.</param>
internal delegate void WarpRow(int y, Span<float> sourceX, Span<float> sourceY, Span<float> gap);
