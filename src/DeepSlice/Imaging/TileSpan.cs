namespace DeepSlice.Imaging;

/// <summary>One tile along one axis, and its valid part.</summary>
/// <param name="Start">First pixel.</param>
/// <param name="End">Last pixel + 1.</param>
/// <param name="ValidStart">First valid pixel; pixels before it have too little context.</param>
/// <param name="ValidEnd">Last valid pixel + 1.</param>
internal readonly record struct TileSpan(int Start, int End, int ValidStart, int ValidEnd)
{
    /// <summary>Length in pixels.</summary>
    public int Length => End - Start;
}
