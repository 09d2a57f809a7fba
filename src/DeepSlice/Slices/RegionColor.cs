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
    /// <summary>Reads a colour from its web form.</summary>
    /// <param name="text">Six hexadecimal digits behind a hash sign, as <c>#0072b2</c>.</param>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static RegionColor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 7 && text[0] == '#'
            && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb))
        {
            return new RegionColor((byte)((rgb >> 16) & 255), (byte)((rgb >> 8) & 255), (byte)(rgb & 255));
        }

        throw new FormatException($"found colour '{text}', allowed is #rrggbb with hexadecimal digits");
    }

    /// <summary>The web form, as <c>#0072b2</c>.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
}
