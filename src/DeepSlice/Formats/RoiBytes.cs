using System.Buffers.Binary;

namespace DeepSlice.Formats;

/// <summary>Offsets and numbers of ImageJ's <c>.roi</c> format, big-endian (ImageJ's RoiDecoder and RoiEncoder).</summary>
internal static class RoiBytes
{
    public const int Version = 4;
    public const int Type = 6;
    public const int Top = 8;
    public const int Left = 10;
    public const int Bottom = 12;
    public const int Right = 14;
    public const int CoordinateCount = 16;
    public const int FloatLeft = 18;
    public const int LargeCoordinateCount = 18;
    public const int FloatTop = 22;
    public const int FloatWidth = 26;
    public const int FloatHeight = 30;
    public const int ShapeSize = 36;
    public const int StrokeColor = 40;
    public const int Subtype = 48;
    public const int Options = 50;
    public const int Header2 = 60;
    public const int Coordinates = 64;
    public const int Header2Length = 64;

    // Relative to the second header.
    public const int NameOffset = 16;
    public const int NameLength = 20;
    public const int PropertiesOffset = 40;
    public const int PropertiesLength = 44;

    public const int LowestCoordinate = -5000;
    public const int SubPixel = 128;
    public const int FirstVersionWithFloatPolygons = 222;
    public const int FirstVersionWithFloatRectangles = 223;
    public const int WrittenVersion = 228;

    public const int PolygonType = 0;
    public const int RectangleType = 1;
    public const int OvalType = 2;
    public const int FreehandType = 7;
    public const int TracedType = 8;
    public const int PointType = 10;
    public const int TextSubtype = 1;
    public const int ImageSubtype = 4;

    // Segments of a composite's path: a type as a float, then the coordinates of so many points.
    public const int MoveTo = 0;
    public const int LineTo = 1;
    public const int QuadraticTo = 2;
    public const int CubicTo = 3;
    public const int Close = 4;

    public static ReadOnlySpan<byte> Magic => "Iout"u8;

    public static short Short(ReadOnlySpan<byte> bytes, long offset) => BinaryPrimitives.ReadInt16BigEndian(At(bytes, offset, 2));

    public static ushort UnsignedShort(ReadOnlySpan<byte> bytes, long offset) => BinaryPrimitives.ReadUInt16BigEndian(At(bytes, offset, 2));

    /// <summary>A coordinate of 16 bits, read as ImageJ reads it.</summary>
    /// <remarks>
    /// ImageJ writes the lower 16 bits, so 40,000 is stored as −25,536. It takes values below −5000 as unsigned, because a ROI may begin a little
    /// to the left of the image but not that far.
    /// </remarks>
    public static int Coordinate(ReadOnlySpan<byte> bytes, long offset) =>
        Short(bytes, offset) is var value && value < LowestCoordinate ? UnsignedShort(bytes, offset) : value;

    public static int Int(ReadOnlySpan<byte> bytes, long offset) => BinaryPrimitives.ReadInt32BigEndian(At(bytes, offset, 4));

    public static float Float(ReadOnlySpan<byte> bytes, long offset) => BinaryPrimitives.ReadSingleBigEndian(At(bytes, offset, 4));

    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> bytes, long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= bytes.Length && length <= bytes.Length - offset
            ? bytes.Slice((int)offset, (int)length)
            : throw new InvalidDataException($"expected {length} bytes at offset {offset} of the ROI, got a ROI of {bytes.Length} bytes; save it again from ImageJ's ROI Manager");
}
