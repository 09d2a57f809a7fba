using DeepSlice.Native.Vips;

namespace DeepSlice.Quantities;

/// <summary>Numbers of samples as integers in the same order.</summary>
/// <remarks>A sample of 8 or 16 bits is its own key. Any other has a 32-bit key, that of the nearest single-precision number.</remarks>
internal static class SampleKey
{
    private const uint Sign = 0x8000_0000;

    /// <summary>Whether 16 bits hold every sample of a type.</summary>
    public static bool IsShort(VipsSampleType type) => type is VipsSampleType.Byte or VipsSampleType.SignedByte or VipsSampleType.UInt16 or VipsSampleType.Int16;

    /// <summary>What to subtract from the key of a sample of 8 or 16 bits.</summary>
    public static int OffsetOf(VipsSampleType type) => type switch { VipsSampleType.SignedByte => 1 << 7, VipsSampleType.Int16 => 1 << 15, _ => 0 };

    /// <summary>The key of a number.</summary>
    public static uint Of(float number)
    {
        uint bits = BitConverter.SingleToUInt32Bits(number + 0f); // −0 becomes 0
        return (bits & Sign) != 0 ? ~bits : bits | Sign;
    }

    /// <summary>The number of a key.</summary>
    public static float NumberOf(uint key) => BitConverter.UInt32BitsToSingle((key & Sign) != 0 ? key & ~Sign : ~key);
}
