using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Mean brightness of tissues that blend at their borders.</summary>
internal sealed class SoftLevels
{
    private readonly Raster<float> _levels;
    private readonly float _cell;

    /// <summary>Smooths the levels of tissues across their borders.</summary>
    /// <param name="tissues">Values of <see cref="Tissue"/>.</param>
    /// <param name="levelByTissue">Mean brightness of each tissue; tissues of level 0 are excluded from blending.</param>
    /// <param name="blendPixels">Width of the transition.</param>
    public SoftLevels(Raster<byte> tissues, ReadOnlySpan<float> levelByTissue, double blendPixels)
    {
        // A cell is half the transition: averaging three cells gives its width, and interpolation makes it smooth.
        _cell = (float)Math.Max(2, blendPixels / 2);
        var own = new Raster<float>((int)(tissues.Width / _cell) + 2, (int)(tissues.Height / _cell) + 2);
        for (int j = 0; j < own.Height; j++)
        {
            ReadOnlySpan<byte> row = tissues.Row(Math.Min((int)(j * _cell), tissues.Height - 1));
            for (int i = 0; i < own.Width; i++)
            {
                own[i, j] = levelByTissue[row[Math.Min((int)(i * _cell), row.Length - 1)]];
            }
        }

        // Two rounds: cells at the edge of the tissue first get a level from their neighbours, so that interpolation never uses an empty cell.
        Raster<float> once = Averaged(own);
        _levels = Averaged(once);
    }

    /// <summary>Mean brightness at a point inside or near one of the tissues.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public float At(float x, float y)
    {
        float u = x / _cell;
        float v = y / _cell;
        int i = Math.Min((int)u, _levels.Width - 2);
        int j = Math.Min((int)v, _levels.Height - 2);
        ReadOnlySpan<float> upper = _levels.Row(j);
        ReadOnlySpan<float> lower = _levels.Row(j + 1);
        float above = upper[i] + ((u - i) * (upper[i + 1] - upper[i]));
        float below = lower[i] + ((u - i) * (lower[i + 1] - lower[i]));
        return above + ((v - j) * (below - above));
    }

    /// <summary>Mean over those of the 3 × 3 neighbours that have a level.</summary>
    private static Raster<float> Averaged(Raster<float> levels)
    {
        var result = new Raster<float>(levels.Size);
        for (int j = 0; j < levels.Height; j++)
        {
            for (int i = 0; i < levels.Width; i++)
            {
                (float sum, int count) = (0, 0);
                for (int y = Math.Max(0, j - 1); y <= Math.Min(levels.Height - 1, j + 1); y++)
                {
                    foreach (float level in levels.Row(y)[Math.Max(0, i - 1)..Math.Min(levels.Width, i + 2)])
                    {
                        sum += level;
                        count += level > 0 ? 1 : 0;
                    }
                }

                result[i, j] = count > 0 ? sum / count : 0;
            }
        }

        return result;
    }
}
