using System.Buffers;
using System.Text;
using DeepSlice.Native.Vips;

namespace DeepSlice.Formats;

/// <summary>Valid slice ids: file names on every system.</summary>
internal static class SliceId
{
    /// <summary>The rule as text for messages.</summary>
    public const string Allowed = "1 to 200 bytes without / \\ : * ? \" < > | or control characters, and no dot or space at either end";

    private const int LongestBytes = 200;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>An id in Unicode's composed form: Macs take file names apart, <c>ü</c> into <c>u</c> and its dots, and other systems do not.</summary>
    public static string Compose(string name) => Ascii.IsValid(name) ? name : VipsImage.Compose(name);

    public static bool IsSafe(string id) =>
        id.Length > 0
        && Encoding.UTF8.GetByteCount(id) <= LongestBytes
        && !id.AsSpan().ContainsAny(Forbidden)
        && !id.Any(char.IsControl)
        && id[0] is not ('.' or ' ')
        && id[^1] is not ('.' or ' ');
}
