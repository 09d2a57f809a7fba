using System.Globalization;
using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>A display colour.</summary>
/// <param name="Red">Red, 0 … 255.</param>
/// <param name="Green">Green, 0 … 255.</param>
/// <param name="Blue">Blue, 0 … 255.</param>
[JsonConverter(typeof(RegionColorConverter))]
public readonly record struct RegionColor(byte Red, byte Green, byte Blue)
{
    /// <summary>Parses a colour in web notation.</summary>
    /// <param name="text">A hash sign and six hexadecimal digits, for example <c>#0072b2</c>.</param>
    /// <exception cref="FormatException">The text is not in this form.</exception>
    public static RegionColor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 7 && text[0] == '#'
            && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb))
        {
            return new RegionColor((byte)((rgb >> 16) & 255), (byte)((rgb >> 8) & 255), (byte)(rgb & 255));
        }

        throw new FormatException($"expected a colour #rrggbb with hexadecimal digits, got '{text}'");
    }

    /// <summary>Web notation, for example <c>#0072b2</c>.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
}
