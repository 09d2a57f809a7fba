using System.Diagnostics.CodeAnalysis;

namespace DeepSlice.Native.Vips;

/// <summary>The meaning of an image's bands; the values are those of libvips, which has further ones.</summary>
[SuppressMessage("Design", "CA1008", Justification = "libvips has no interpretation 0 that an image file could have.")]
internal enum VipsInterpretation
{
    /// <summary>Channels of any meaning.</summary>
    Multiband = 0,

    /// <summary>8-bit grey.</summary>
    Grey = 1,

    /// <summary>8-bit red, green, blue, and perhaps opacity.</summary>
    Rgb = 22,

    /// <summary>16-bit red, green, blue, and perhaps opacity.</summary>
    Rgb16 = 25,

    /// <summary>16-bit grey.</summary>
    Grey16 = 26,
}
