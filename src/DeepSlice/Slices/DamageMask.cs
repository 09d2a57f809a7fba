namespace DeepSlice.Slices;

/// <summary>Values of damage masks, which have one byte for each pixel of a slice.</summary>
internal static class DamageMask
{
    /// <summary>Sound tissue, or background.</summary>
    public const byte Sound = 0;

    /// <summary>Damaged by an artifact of the training, which knows the region of the pixel all the same.</summary>
    public const byte Made = 1;

    /// <summary>Damaged, or to be left out: the region of the pixel is not known.</summary>
    public const byte Marked = 255;
}
