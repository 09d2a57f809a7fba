using System.Text;
using DeepSlice.Native.Vips;

namespace DeepSlice.Slices;

/// <summary>Text in Unicode's composed form (NFC): Macs take file names apart, <c>ü</c> into <c>u</c> and its dots, and other systems do not.</summary>
internal static class ComposedText
{
    /// <summary>The text with composed letters.</summary>
    /// <param name="text">Name of a file or of an outline.</param>
    public static string Of(string text) => Ascii.IsValid(text) ? text : VipsImage.Compose(text);
}
