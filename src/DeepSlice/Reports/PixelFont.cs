using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Draws short lower-case words on pictures with letters of 5 × 7 dots, independent of the fonts of the machine.</summary>
internal static class PixelFont
{
    /// <summary>Height of a letter in dots.</summary>
    public const int Height = 7;

    private const int LetterWidth = 5;
    private const int Advance = 6;

    /// <summary>Rows of each letter from the top; the highest of five bits is the leftmost dot.</summary>
    private static readonly Dictionary<char, byte[]> _letters = new()
    {
        ['a'] = [0b00000, 0b00000, 0b01110, 0b00001, 0b01111, 0b10001, 0b01111],
        ['b'] = [0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b10001, 0b11110],
        ['c'] = [0b00000, 0b00000, 0b01111, 0b10000, 0b10000, 0b10000, 0b01111],
        ['d'] = [0b00001, 0b00001, 0b01111, 0b10001, 0b10001, 0b10001, 0b01111],
        ['e'] = [0b00000, 0b00000, 0b01110, 0b10001, 0b11111, 0b10000, 0b01110],
        ['f'] = [0b00110, 0b01000, 0b11110, 0b01000, 0b01000, 0b01000, 0b01000],
        ['g'] = [0b00000, 0b00000, 0b01111, 0b10001, 0b01111, 0b00001, 0b01110],
        ['h'] = [0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b10001, 0b10001],
        ['i'] = [0b00100, 0b00000, 0b01100, 0b00100, 0b00100, 0b00100, 0b01110],
        ['j'] = [0b00010, 0b00000, 0b00110, 0b00010, 0b00010, 0b10010, 0b01100],
        ['k'] = [0b10000, 0b10000, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010],
        ['l'] = [0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        ['m'] = [0b00000, 0b00000, 0b11010, 0b10101, 0b10101, 0b10101, 0b10101],
        ['n'] = [0b00000, 0b00000, 0b11110, 0b10001, 0b10001, 0b10001, 0b10001],
        ['o'] = [0b00000, 0b00000, 0b01110, 0b10001, 0b10001, 0b10001, 0b01110],
        ['p'] = [0b00000, 0b00000, 0b11110, 0b10001, 0b11110, 0b10000, 0b10000],
        ['q'] = [0b00000, 0b00000, 0b01111, 0b10001, 0b01111, 0b00001, 0b00001],
        ['r'] = [0b00000, 0b00000, 0b10110, 0b11001, 0b10000, 0b10000, 0b10000],
        ['s'] = [0b00000, 0b00000, 0b01111, 0b10000, 0b01110, 0b00001, 0b11110],
        ['t'] = [0b01000, 0b01000, 0b11110, 0b01000, 0b01000, 0b01001, 0b00110],
        ['u'] = [0b00000, 0b00000, 0b10001, 0b10001, 0b10001, 0b10001, 0b01111],
        ['v'] = [0b00000, 0b00000, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
        ['w'] = [0b00000, 0b00000, 0b10001, 0b10101, 0b10101, 0b10101, 0b01010],
        ['x'] = [0b00000, 0b00000, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001],
        ['y'] = [0b00000, 0b00000, 0b10001, 0b10001, 0b01111, 0b00001, 0b01110],
        ['z'] = [0b00000, 0b00000, 0b11111, 0b00010, 0b00100, 0b01000, 0b11111],
        ['0'] = [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        ['1'] = [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        ['2'] = [0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b01000, 0b11111],
        ['3'] = [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        ['4'] = [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        ['5'] = [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        ['6'] = [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        ['7'] = [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b00100, 0b00100],
        ['8'] = [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        ['9'] = [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        ['-'] = [0b00000, 0b00000, 0b00000, 0b01110, 0b00000, 0b00000, 0b00000],
    };

    /// <summary>Width of a text in pixels.</summary>
    /// <param name="text">Letters a to z, digits, hyphens; other characters are drawn as blanks.</param>
    /// <param name="scale">Side of a dot in pixels.</param>
    public static int Width(string text, int scale) => text.Length * Advance * scale;

    /// <summary>Draws a text; parts outside the picture are clipped.</summary>
    /// <param name="text">As for <see cref="Width"/>.</param>
    /// <param name="picture">Picture to draw on.</param>
    /// <param name="left">Left border of the first letter.</param>
    /// <param name="top">Top of the letters.</param>
    /// <param name="scale">Side of a dot in pixels.</param>
    /// <param name="color">Colour of the letters.</param>
    public static void Draw(string text, Raster<RegionColor> picture, int left, int top, int scale, RegionColor color)
    {
        for (int y = 0; y < Height * scale; y++)
        {
            for (int x = 0; x < Width(text, scale); x++)
            {
                (int letter, int column) = Math.DivRem(x / scale, Advance);
                bool isDot = column < LetterWidth
                    && _letters.TryGetValue(text[letter], out byte[]? rows)
                    && ((rows[y / scale] >> (LetterWidth - 1 - column)) & 1) == 1;
                if (isDot && picture.Contains(left + x, top + y))
                {
                    picture[left + x, top + y] = color;
                }
            }
        }
    }
}
