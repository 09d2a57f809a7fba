using System.Text;

namespace DeepSlice.Formats;

/// <summary>Tells images from other files by the ending of their names, and by their content where the ending is unknown.</summary>
internal static class ImageFormats
{
    private const int SignatureBytes = 512;

    /// <summary>Endings of the formats that libvips reads, with the libraries that a distribution builds it with.</summary>
    private static readonly HashSet<string> s_readable = new(StringComparer.OrdinalIgnoreCase)
    {
        ".tif", ".tiff", ".btf", ".tf2", ".tf8", ".lsm", ".stk", ".flex", ".qptiff",
        ".png", ".jpg", ".jpeg", ".jpe", ".jp2", ".j2k", ".jpx", ".jxl", ".webp", ".gif", ".bmp", ".dcm", ".dicom", ".psd",
        ".heic", ".heif", ".avif", ".exr", ".fits", ".fit", ".fts", ".pgm", ".ppm", ".pnm", ".pbm", ".pfm",
        ".svs", ".svslide", ".ndpi", ".scn", ".mrxs", ".vms", ".vmu", ".bif",
    };

    /// <summary>Formats that Bio-Formats converts, by their endings.</summary>
    private static readonly Dictionary<string, string> s_convertible = new(StringComparer.OrdinalIgnoreCase)
    {
        [".czi"] = "Zeiss CZI",
        [".zvi"] = "Zeiss ZVI",
        [".lif"] = "Leica LIF",
        [".lof"] = "Leica LOF",
        [".xlef"] = "Leica XLEF",
        [".nd2"] = "Nikon ND2",
        [".vsi"] = "Olympus VSI",
        [".oir"] = "Olympus OIR",
        [".oib"] = "Olympus OIB",
        [".oif"] = "Olympus OIF",
        [".ims"] = "Imaris",
        [".sld"] = "SlideBook",
        [".mvd2"] = "Volocity",
        [".dv"] = "DeltaVision",
        [".r3d"] = "DeltaVision",
        [".ics"] = "ICS",
        [".mrc"] = "MRC",
        [".nrrd"] = "NRRD",
        [".nhdr"] = "NRRD",
        [".nii"] = "NIfTI",
        [".afi"] = "Aperio AFI",
        [".ndpis"] = "Hamamatsu NDPIS",
        [".isyntax"] = "Philips iSyntax",
        [".zarr"] = "OME-Zarr",
    };

    /// <summary>Formats of cameras and drawing programs that nothing here reads.</summary>
    private static readonly Dictionary<string, string> s_refused = new(StringComparer.OrdinalIgnoreCase)
    {
        [".xcf"] = "GIMP",
        [".dng"] = "camera raw",
        [".nef"] = "camera raw",
        [".cr2"] = "camera raw",
        [".cr3"] = "camera raw",
        [".arw"] = "camera raw",
        [".tga"] = "TGA",
        [".pcx"] = "PCX",
    };

    private static readonly (int At, byte[] Bytes, string Name, bool IsReadable)[] s_signatures =
    [
        (0, "II*\0"u8.ToArray(), "TIFF", true), (0, "MM\0*"u8.ToArray(), "TIFF", true), (0, "II+\0"u8.ToArray(), "TIFF", true), (0, "MM\0+"u8.ToArray(), "TIFF", true),
        (0, [0x89, 0x50, 0x4E, 0x47], "PNG", true), (0, [0xFF, 0xD8, 0xFF], "JPEG", true), (0, "GIF8"u8.ToArray(), "GIF", true), (8, "WEBP"u8.ToArray(), "WebP", true),
        (128, "DICM"u8.ToArray(), "DICOM", true), (0, "8BPS"u8.ToArray(), "Photoshop", true), (4, "jP  \r\n"u8.ToArray(), "JPEG 2000", true),
        (0, [0xFF, 0x4F, 0xFF, 0x51], "JPEG 2000", true), (4, "JXL \r\n"u8.ToArray(), "JPEG XL", true), (0, [0x76, 0x2F, 0x31, 0x01], "OpenEXR", true),
        (0, "SIMPLE  ="u8.ToArray(), "FITS", true), (4, "ftypheic"u8.ToArray(), "HEIF", true), (4, "ftypavif"u8.ToArray(), "AVIF", true), (6, [0, 0, 0, 0], "BMP", true),
        (0, "ZISRAWFILE"u8.ToArray(), "Zeiss CZI", false), (0, [0xDA, 0xCE, 0xBE, 0x0A], "Nikon ND2", false), (0, "OLYMPUSRAW"u8.ToArray(), "Olympus OIR", false),
        (0, [0x70, 0, 0, 0], "Leica LIF", false),
    ];

    /// <summary>The endings of the formats that are read, for messages.</summary>
    public static string Endings => ".tif .png .jpg .jp2 .svs .ndpi .mrxs and others";

    /// <summary>Whether a file, or a folder such as that of OME-Zarr, is an image of any kind; other files need no word.</summary>
    /// <param name="path">An existing path.</param>
    public static bool IsImage(string path) =>
        IsImageByName(path) || (File.Exists(path) && !IsKnownOtherwise(path) && NameBySignature(path) is not null);

    /// <summary>Whether the ending of a path is that of an image of any kind.</summary>
    /// <param name="path">Any path.</param>
    public static bool IsImageByName(string path)
    {
        string extension = Path.GetExtension(path);
        return s_readable.Contains(extension) || s_convertible.ContainsKey(extension) || s_refused.ContainsKey(extension);
    }

    /// <summary>The name of a format that Bio-Formats must convert; null for any other file.</summary>
    /// <param name="path">File or folder.</param>
    public static string? Convertible(string path)
    {
        string extension = Path.GetExtension(path);
        return s_convertible.TryGetValue(extension, out string? name) ? name
            : s_readable.Contains(extension) || !File.Exists(path) ? null
            : BySignature(path) is { IsReadable: false } found ? found.Name : null;
    }

    /// <summary>What is wrong with a file that could not be opened, in the words "expected …, got …; remedy".</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">The reason of the reader, which knows TIFFs only.</param>
    public static string Describe(string path, string reason)
    {
        byte[] start = Start(path);
        string? name = NameBySignature(path);
        string extension = Path.GetExtension(path);
        return start.Length == 0 ? "expected an image, got an empty file; copy or export it again"
            : s_refused.TryGetValue(extension, out string? refused) ? $"expected an image that can be read, got a {refused} file; save it as TIFF"
            : name == "TIFF" ? reason
            : name is "BMP" or "DICOM" or "Photoshop" ? $"expected an image that can be read, got a {name} file that is damaged, or that the installed libvips does not read; save it as TIFF or PNG"
            : name is not null ? $"expected an image that can be read, got a {name} file that is damaged or truncated; copy or export it again"
            : IsText(start) ? $"expected an image, got a file of text; {(extension is ".vms" or ".vmu" ? "keep the files that it names beside it" : "move it to another folder, or export the image again")}"
            : "expected an image, got a file of unknown format; export it as TIFF";
    }

    private static string? NameBySignature(string path) => BySignature(path)?.Name;

    private static (string Name, bool IsReadable)? BySignature(string path)
    {
        byte[] start = Start(path);
        foreach ((int at, byte[] bytes, string name, bool isReadable) in s_signatures)
        {
            bool isThere = start.Length >= at + bytes.Length && start.AsSpan(at, bytes.Length).SequenceEqual(bytes);
            bool isWhole = name switch { "BMP" => start.AsSpan().StartsWith("BM"u8), "Leica LIF" => start.Length > 8 && start[8] == 0x2A, _ => true };
            if (isThere && isWhole)
            {
                return (name, isReadable);
            }
        }

        return null;
    }

    // Files that ImageJ, the system or this program puts beside images.
    private static bool IsKnownOtherwise(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".zip" or ".roi" or ".csv" or ".txt" or ".json" or ".geojson" or ".xml" or ".html" or ".npy" or ".safetensors" or ".db" or ".ini";

    private static bool IsText(byte[] start) => !start.Contains((byte)0) && Encoding.UTF8.GetString(start).Count(letter => letter == '\uFFFD') < start.Length / 8;

    private static byte[] Start(string path)
    {
        try
        {
            return BoundedFile.Head(path, SignatureBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever reads the file itself says what is wrong with it.
            return [];
        }
    }
}
