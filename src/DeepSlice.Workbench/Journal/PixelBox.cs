namespace DeepSlice.Workbench.Journal;

/// <summary>A rectangle of working pixels.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct PixelBox(int X, int Y, int Width, int Height);
