namespace DeepSlice.Imaging;

/// <summary>One tile along one axis, and the part of it that counts.</summary>
/// <param name="Start">First pixel that the tile holds.</param>
/// <param name="End">The pixel after its last one.</param>
/// <param name="ValidStart">First pixel that it decides on: what lies before it sees too little of its surroundings.</param>
/// <param name="ValidEnd">The pixel after the last one it decides on.</param>
internal readonly record struct TileSpan(int Start, int End, int ValidStart, int ValidEnd)
{
    /// <summary>Pixels the tile holds.</summary>
    public int Length => End - Start;
}
