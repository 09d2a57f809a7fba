using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Colour and class of a ROI: ImageJ's stroke colour, and the property by which QuPath classifies objects.</summary>
internal static class RoiAttributes
{
    private const string ClassificationKey = "qupath.object.classification: ";
    private const int Opaque = -1 << 24;

    /// <summary>Adds what the file says of colour and class to a ROI.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="roi">Its outline.</param>
    /// <exception cref="InvalidDataException">The properties lie outside the file.</exception>
    public static ImageJRoi Read(ReadOnlySpan<byte> bytes, ImageJRoi roi)
    {
        int argb = RoiBytes.Int(bytes, RoiBytes.StrokeColor);
        string? line = ReadProperties(bytes).Split('\n').FirstOrDefault(line => line.StartsWith(ClassificationKey, StringComparison.Ordinal));
        return roi with
        {
            Color = argb == 0 ? null : new RegionColor((byte)((argb >> 16) & 255), (byte)((argb >> 8) & 255), (byte)(argb & 255)),
            Classification = line is null ? null : Unescape(line[ClassificationKey.Length..]),
        };
    }

    /// <summary>ImageJ's colour: opaque; 0 for none.</summary>
    public static int Argb(RegionColor? color) => color is { } c ? Opaque | (c.Red << 16) | (c.Green << 8) | c.Blue : 0;

    /// <summary>ImageJ's properties of a ROI, a line for each; empty without a class and other properties.</summary>
    public static string Properties(ImageJRoi roi) => string.Concat(
        [roi.Classification is null ? "" : $"{ClassificationKey}{Escape(roi.Classification)}\n", .. roi.Properties.Select(property => $"{property.Key}: {Escape(property.Value)}\n")]);

    // ImageJ reads properties by Java's rules for property files: Latin-1, with all other characters as \uXXXX.
    internal static string Escape(string text) => string.Concat(text.Select(letter =>
        letter is >= ' ' and <= '~' and not '\\' ? letter.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}")));

    private static string Unescape(string text) =>
        Regex.Replace(text, @"\\u[0-9A-Fa-f]{4}", match => ((char)Convert.ToInt32(match.Value[2..], 16)).ToString(), RegexOptions.CultureInvariant);

    private static string ReadProperties(ReadOnlySpan<byte> bytes)
    {
        long header2 = RoiBytes.Int(bytes, RoiBytes.Header2);
        if (header2 == 0 || bytes.Length < header2 + RoiBytes.Header2Length || RoiBytes.Int(bytes, header2 + RoiBytes.PropertiesOffset) == 0)
        {
            return "";
        }

        int offset = RoiBytes.Int(bytes, header2 + RoiBytes.PropertiesOffset);
        long length = RoiBytes.Int(bytes, header2 + RoiBytes.PropertiesLength);
        return Encoding.BigEndianUnicode.GetString(RoiBytes.At(bytes, offset, 2 * length));
    }
}
