using System.Buffers;
using System.Text;

namespace DeepSlice.Formats;

/// <summary>Valid slice ids: file names on every system.</summary>
internal static class SliceId
{
    /// <summary>The rule as text for messages.</summary>
    public const string Allowed = "1 to 200 bytes without / \\ : * ? \" < > | or control characters, and no dot or space at either end";

    private const int LongestBytes = 200;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|");

    public static bool IsSafe(string id) =>
        id.Length > 0
        && Encoding.UTF8.GetByteCount(id) <= LongestBytes
        && !id.AsSpan().ContainsAny(Forbidden)
        && !id.Any(char.IsControl)
        && id[0] is not ('.' or ' ')
        && id[^1] is not ('.' or ' ');
}
