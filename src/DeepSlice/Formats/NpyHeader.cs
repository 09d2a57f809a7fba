using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepSlice.Formats;

/// <summary>The header of a NumPy file: a Python dictionary of three entries.</summary>
/// <remarks>Format: numpy.lib.format, versions 1.0 to 3.0.</remarks>
internal sealed partial class NpyHeader
{
    // NumPy itself writes fewer than 200 characters and refuses to read more than 10,000.
    public const int LongestText = 10_000;

    // NumPy's own limit since 2.0.
    private const int MostAxes = 64;

    private NpyHeader(NpyElementType elementType, bool isBigEndian, bool isFortranOrder, int[] shape)
    {
        ElementType = elementType;
        IsBigEndian = isBigEndian;
        IsFortranOrder = isFortranOrder;
        Shape = shape;
    }

    public NpyElementType ElementType { get; }

    public bool IsBigEndian { get; }

    public bool IsFortranOrder { get; }

    public int[] Shape { get; }

    /// <summary>Bytes of all elements; <see cref="long.MaxValue"/> on overflow.</summary>
    public long DataLength
    {
        get
        {
            if (Shape.Contains(0))
            {
                return 0;
            }

            Int128 length = SizeOf(ElementType);
            foreach (int side in Shape)
            {
                length *= side;
                if (length > long.MaxValue)
                {
                    return long.MaxValue;
                }
            }

            return (long)length;
        }
    }

    public static int SizeOf(NpyElementType type) => Code(type)[1] - '0';

    /// <summary>NumPy's two-letter code of a type.</summary>
    public static string Code(NpyElementType type) => type switch
    {
        NpyElementType.Bool => "b1",
        NpyElementType.UInt8 => "u1",
        NpyElementType.UInt16 => "u2",
        NpyElementType.UInt32 => "u4",
        NpyElementType.UInt64 => "u8",
        NpyElementType.Int8 => "i1",
        NpyElementType.Int16 => "i2",
        NpyElementType.Int32 => "i4",
        NpyElementType.Int64 => "i8",
        NpyElementType.Float16 => "f2",
        NpyElementType.Float32 => "f4",
        _ => "f8",
    };

    /// <summary>Reads the dictionary.</summary>
    /// <exception cref="FormatException">The text does not consist of the three entries, or the type is not supported.</exception>
    public static NpyHeader Parse(string text)
    {
        Match match = Dictionary().Match(text);
        if (!match.Success)
        {
            throw new FormatException("its header is not a dictionary of 'descr', 'fortran_order' and 'shape'");
        }

        bool isFortranOrder = Entry(match, "order") == "True";
        string descr = Entry(match, "descr");
        NpyElementType type = Enum.GetValues<NpyElementType>().FirstOrDefault(type => descr.Length == 3 && descr[1..] == Code(type), (NpyElementType)(-1));
        if (descr.Contains('O', StringComparison.Ordinal))
        {
            throw new FormatException("it holds pickled Python objects, which are never read; save plain numbers");
        }

        bool isOrderGiven = descr[0] is '<' or '>' || (descr[0] == '|' && descr[2..] == "1");
        if (!Enum.IsDefined(type) || !isOrderGiven)
        {
            throw new FormatException($"expected element type b1, u1, u2, u4, u8, i1, i2, i4, i8, f2, f4 or f8 of either byte order, got '{descr}'");
        }

        return new NpyHeader(type, descr[0] == '>', isFortranOrder, ParseShape(Entry(match, "shape")));
    }

    /// <summary>The bytes of a file before its data: version 1.0, padded to a multiple of 64.</summary>
    public static byte[] Format(NpyElementType type, ReadOnlySpan<int> shape)
    {
        var sides = new StringBuilder();
        foreach (int side in shape)
        {
            sides.Append(CultureInfo.InvariantCulture, $"{side}, ");
        }

        string tuple = shape.Length == 1 ? $"{shape[0].ToString(CultureInfo.InvariantCulture)}," : sides.ToString().TrimEnd(' ', ',');
        char order = SizeOf(type) == 1 ? '|' : '<';
        string text = $"{{'descr': '{order}{Code(type)}', 'fortran_order': False, 'shape': ({tuple}), }}";
        const int prefix = 10;
        int total = (prefix + text.Length + 1 + 63) / 64 * 64;
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)((total - prefix) & 255), (byte)((total - prefix) >> 8),
            .. Encoding.ASCII.GetBytes(text.PadRight(total - prefix - 1)), (byte)'\n'];
        return bytes;
    }

    private static string Entry(Match match, string name) => match.Groups[name].Success
        ? match.Groups[name].Value
        : throw new FormatException($"its header has no entry for {name}, or another one twice");

    private static int[] ParseShape(string text)
    {
        string[] sides = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (sides.Length > MostAxes)
        {
            throw new FormatException($"expected at most {MostAxes} axes, got {sides.Length}");
        }

        return Array.ConvertAll(sides, side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? length
            : throw new FormatException($"expected axes of length 0 to {int.MaxValue}, got {side}"));
    }

    // Three entries in any order; as each of the three names must have matched, each is there once.
    [GeneratedRegex(
        """^\{(?:\s*'(?:descr'\s*:\s*'(?<descr>[^']{2,8})'|fortran_order'\s*:\s*(?<order>True|False)|shape'\s*:\s*\((?<shape>[0-9,\s]*)\))\s*,?){3}\s*\}\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Dictionary();
}
