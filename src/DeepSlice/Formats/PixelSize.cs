using System.Globalization;
using System.Xml;

namespace DeepSlice.Formats;

/// <summary>Finds the pixel size in the metadata of an image file.</summary>
internal static class PixelSize
{
    // The range of light microscopes; a value outside is a writer's default.
    private const double SmallestMicrometres = 0.01;
    private const double LargestMicrometres = 100;

    // Sizes may differ by rounding only: the width and height of a pixel, and pixels of two files.
    private const double Tolerance = 0.01;

    // Default resolutions per inch of common programs; scanners and microscopes use none of them.
    private static readonly double[] PrintResolutions = [72, 75, 90, 96, 100, 120, 144, 150, 200, 240, 300, 400, 600, 1200];

    /// <summary>Micrometres per pixel, or null if the file states no plausible value.</summary>
    /// <param name="description">TIFF's ImageDescription: OME-XML, or ImageJ's lines.</param>
    /// <param name="resolutionUnit">Unit of TIFF's resolution: <c>cm</c>, <c>in</c>, or none.</param>
    /// <param name="xPerMillimetre">Columns per millimetre; without a unit, columns per unit of the description.</param>
    /// <param name="yPerMillimetre">Rows, likewise.</param>
    /// <remarks>Resolutions of screens and printers, for example 72 or 300 dots per inch, are ignored.</remarks>
    public static double? Find(string? description, string? resolutionUnit, double xPerMillimetre, double yPerMillimetre)
    {
        if (description is not null && description.Contains("<OME", StringComparison.Ordinal))
        {
            return FromOme(description);
        }

        if (description is not null && description.StartsWith("ImageJ=", StringComparison.Ordinal))
        {
            // ImageJ takes the numbers of the tag as they are, whatever TIFF's own unit says.
            string? unit = description.Split('\n').FirstOrDefault(line => line.StartsWith("unit=", StringComparison.Ordinal))?[5..].Trim();
            double perUnit = resolutionUnit switch { "cm" => 10, "in" => 25.4, _ => 1 };
            if (MicrometresIn(unit) is double scale)
            {
                return IsForPrint(xPerMillimetre) && resolutionUnit is not null ? null : Credible(scale / (xPerMillimetre * perUnit), scale / (yPerMillimetre * perUnit));
            }

            if (resolutionUnit is null || unit is not null)
            {
                return null;
            }
        }

        return resolutionUnit is "cm" or "in" && !IsForPrint(xPerMillimetre) ? Credible(1000 / xPerMillimetre, 1000 / yPerMillimetre) : null;
    }

    /// <summary>Micrometres per pixel as OpenSlide states them; null if it does not.</summary>
    /// <param name="x">Property <c>openslide.mpp-x</c>.</param>
    /// <param name="y">Property <c>openslide.mpp-y</c>.</param>
    public static double? OfSlide(string? x, string? y) =>
        double.TryParse(x, NumberStyles.Float, CultureInfo.InvariantCulture, out double width) && double.TryParse(y, NumberStyles.Float, CultureInfo.InvariantCulture, out double height)
            ? Credible(width, height)
            : null;

    /// <summary>Whether two sizes differ by rounding only.</summary>
    public static bool AreEqual(double one, double other) => Math.Abs(one - other) <= Tolerance * one;

    private static bool IsForPrint(double perMillimetre) => PrintResolutions.Any(perInch => Math.Abs((perMillimetre * 25.4) - perInch) < 0.005 * perInch);

    private static double? FromOme(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Pixels")
                {
                    double? x = Length(reader, "PhysicalSizeX");
                    return x is null ? null : Credible(x.Value, Length(reader, "PhysicalSizeY") ?? x.Value);
                }
            }
        }
        catch (XmlException)
        {
            // A malformed description is ignored; the pixels are still valid.
        }

        return null;
    }

    private static double? Length(XmlReader reader, string attribute) =>
        double.TryParse(reader.GetAttribute(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out double length)
            ? length * MicrometresIn(reader.GetAttribute(attribute + "Unit") ?? "µm")
            : null;

    private static double? MicrometresIn(string? unit) => unit switch
    {
        "micron" or "microns" or "um" or "µm" or "μm" or "\\u00B5m" or "\uFFFDm" or "micrometer" or "micrometers" or "micrometre" or "micrometres" => 1,
        "nm" or "nanometer" or "nanometers" => 1e-3,
        "pm" => 1e-6,
        "Å" => 1e-4,
        "mm" or "millimeter" or "millimeters" => 1e3,
        "cm" or "centimeter" or "centimeters" => 1e4,
        "m" => 1e6,
        "inch" or "inches" or "in" => 25_400,
        _ => null,
    };

    private static double? Credible(double x, double y) =>
        x >= SmallestMicrometres && x <= LargestMicrometres && AreEqual(x, y) ? x : null;
}
