namespace DeepSlice.Native.Vips;

/// <summary>Takes rows of an image.</summary>
/// <param name="rows">The rows that follow those of the call before; valid during the call.</param>
internal delegate void VipsRowTaker(VipsRows rows);
