using DeepSlice.Formats;

namespace DeepSlice.Fuzz.Inputs;

/// <summary>NumPy files.</summary>
internal static class ArraySeeds
{
    public static IReadOnlyList<byte[]> Arrays() =>
    [
        Written([1.5, 2, double.NaN, 4, 5, 6], 1, 2, 3),
        Written([1f, 2, 3, 4], 2, 1, 2),
        Written(new long[8], 2, 2, 2),
        Written([true, false], 2, 1, 1),
        Written(new ushort[6], 6),
        Fortran(Written([(Half)1, (Half)2, (Half)3, (Half)4], 1, 2, 2)),
    ];

    private static byte[] Written<T>(T[] values, params int[] shape)
        where T : unmanaged => Seeds.Written("array.npy", path => NpyFile.Write<T>(path, values, shape));

    private static byte[] Fortran(byte[] file)
    {
        int place = file.AsSpan().IndexOf("False, "u8);
        return [.. file[..place], .. "True,  "u8, .. file[(place + 7)..]];
    }
}
