using System.Numerics;

namespace DeepSlice;

/// <summary>Random textures computed from the coordinates alone, so pixels can be computed in any order.</summary>
/// <param name="seed">Seed of the texture.</param>
internal sealed class HashNoise(ulong seed)
{
    private readonly uint _key = unchecked((uint)(seed ^ (seed >> 32)));

    /// <summary>Smooth noise, about −1 … 1.</summary>
    /// <param name="x">Column in lattice units.</param>
    /// <param name="y">Row in lattice units.</param>
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

    /// <summary>Bright round spots, at most one near each lattice point: 0 between spots, 1 at the centre of the brightest.</summary>
    /// <param name="x">Column in lattice units.</param>
    /// <param name="y">Row in lattice units.</param>
    /// <param name="density">Fraction of lattice points with a spot, 0 … 1.</param>
    public float Spots(float x, float y, float density)
    {
        // The radius of a spot is at most 0.45, so only the four lattice cells around the nearest corner can reach this point.
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

    /// <summary>Ellipses of varying size, angle and brightness, at most one per lattice cell; the mean over the plane is 1.</summary>
    /// <param name="x">Column in lattice units.</param>
    /// <param name="y">Row in lattice units.</param>
    /// <param name="density">Fraction of cells that hold an ellipse, 0.1 … 1; may vary over the image.</param>
    /// <param name="radius">Mean semi-major axis, 0.2 … 0.5 cells.</param>
    /// <param name="blur">Half the pixel side, up to 0.7 cells; widens the ellipses and dims them accordingly.</param>
    public float Bodies(float x, float y, float density, float radius, float blur)
    {
        // Centres lie at least 0.15 cells inside their cell and radii are at most 0.95, so the adjacent cells are enough.
        const float Softness = 0.08f;
        (int left, int top) = ((int)MathF.Floor(x) - 1, (int)MathF.Floor(y) - 1);
        float sum = 0;
        for (int j = top; j <= top + 2; j++)
        {
            for (int i = left; i <= left + 2; i++)
            {
                uint hash = Hash(i, j);
                float presence = Math.Min(1, (density - (((hash & 255) + 0.5f) * (1f / 256))) * (1 / Softness));
                if (presence > 0)
                {
                    sum += presence * Body(x - i, y - j, hash, radius, blur);
                }
            }
        }

        // Means of the values drawn in Body: squared semi-major axis 1.013 r², axis ratio 0.825, profile 0.75, brightness 1.
        return sum / ((density - (Softness / 2)) * 0.75f * MathF.PI * 1.0133f * 0.825f * radius * radius);
    }

    private static float Body(float x, float y, uint hash, float radius, float blur)
    {
        float dx = x - 0.15f - (((hash >> 8) & 255) * (0.7f / 255));
        float dy = y - 0.15f - (((hash >> 16) & 255) * (0.7f / 255));
        uint more = unchecked(hash * 0x9E3779B1u);
        float a = radius * (0.8f + (((more >> 24) & 255) * (0.4f / 255)));
        float b = a * (0.65f + (((more >> 16) & 255) * (0.35f / 255)));
        float wideA = (a * a) + (blur * blur);
        if ((dx * dx) + (dy * dy) >= wideA)
        {
            return 0;
        }

        // An angle from 8 random bits without trigonometry: a point on the square gives the direction.
        float px = (((more >> 8) & 255) * (2f / 255)) - 1;
        float py = 1 - MathF.Abs(px);
        float scale = 1 / ((px * px) + (py * py));
        float along = (dx * px) + (dy * py);
        float across = (dy * px) - (dx * py);
        float wideB = (b * b) + (blur * blur);
        float rest = 1 - (scale * ((along * along / wideA) + (across * across / wideB)));
        return rest <= 0 ? 0 : Math.Min(1, 2 * rest) * (0.5f + ((hash >> 24) * (1f / 255))) * a * b / MathF.Sqrt(wideA * wideB);
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
