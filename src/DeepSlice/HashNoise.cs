using System.Numerics;

namespace DeepSlice;

/// <summary>Random textures that are functions of the place alone, so that pixels may be computed in any order.</summary>
/// <param name="seed">Chooses the texture.</param>
internal sealed class HashNoise(ulong seed)
{
    private readonly uint _key = unchecked((uint)(seed ^ (seed >> 32)));

    /// <summary>Smooth noise in about −1 … 1.</summary>
    /// <param name="x">Column in units of the lattice.</param>
    /// <param name="y">Row in units of the lattice.</param>
    public float Smooth(float x, float y)
    {
        float left = MathF.Floor(x);
        float top = MathF.Floor(y);
        int i = (int)left;
        int j = (int)top;
        float u = Fade(x - left);
        float v = Fade(y - top);
        float upper = Signed(i, j) + (u * (Signed(i + 1, j) - Signed(i, j)));
        float lower = Signed(i, j + 1) + (u * (Signed(i + 1, j + 1) - Signed(i, j + 1)));
        return upper + (v * (lower - upper));
    }

    /// <summary>Bright round spots, one near each lattice point: 0 between them, 1 in the middle of the brightest.</summary>
    /// <param name="x">Column in units of the lattice.</param>
    /// <param name="y">Row in units of the lattice.</param>
    /// <param name="density">Part of the lattice points that carry a spot, 0 … 1.</param>
    public float Spots(float x, float y, float density)
    {
        // A spot's radius is at most 0.45, so only the four lattice cells round the nearest corner can reach this place.
        int i = (int)MathF.Floor(x - 0.5f);
        int j = (int)MathF.Floor(y - 0.5f);
        float sum = 0;
        for (int dy = 0; dy <= 1; dy++)
        {
            for (int dx = 0; dx <= 1; dx++)
            {
                uint hash = Hash(i + dx, j + dy);
                if ((hash & 255) >= density * 256)
                {
                    continue;
                }

                float offsetX = x - (i + dx + 0.3f + (((hash >> 8) & 255) * (0.4f / 255)));
                float offsetY = y - (j + dy + 0.3f + (((hash >> 16) & 255) * (0.4f / 255)));
                float fall = 1 - (((offsetX * offsetX) + (offsetY * offsetY)) * 5);
                sum += fall > 0 ? fall * fall * (0.5f + ((hash >> 24) * (0.5f / 255))) : 0;
            }
        }

        return sum;
    }

    private static float Fade(float t) => t * t * (3 - (2 * t));

    private float Signed(int x, int y) => (Hash(x, y) * (2f / uint.MaxValue)) - 1;

    private uint Hash(int x, int y)
    {
        unchecked
        {
            uint h = _key ^ ((uint)x * 0x9E3779B1u) ^ BitOperations.RotateLeft((uint)y * 0x85EBCA77u, 13);
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return h ^ (h >> 15);
        }
    }
}
