namespace DeepSlice.Atlases;

/// <summary>Type of the voxels of a volume file: integers of 8, 16, 32 or 64 bits.</summary>
/// <param name="Bytes">1, 2, 4 or 8.</param>
/// <param name="IsSigned">Whether negative values can be stored.</param>
internal sealed record VoxelType(int Bytes, bool IsSigned)
{
    /// <summary>The type that an NRRD file names; null where its voxels are no integers.</summary>
    public static VoxelType? OfNrrd(string name) => name switch
    {
        "uchar" or "unsigned char" or "uint8" or "uint8_t" => new VoxelType(1, false),
        "signed char" or "int8" or "int8_t" => new VoxelType(1, true),
        "ushort" or "unsigned short" or "unsigned short int" or "uint16" or "uint16_t" => new VoxelType(2, false),
        "short" or "short int" or "signed short" or "signed short int" or "int16" or "int16_t" => new VoxelType(2, true),
        "uint" or "unsigned int" or "uint32" or "uint32_t" => new VoxelType(4, false),
        "int" or "signed int" or "int32" or "int32_t" => new VoxelType(4, true),
        "ulonglong" or "unsigned long long" or "unsigned long long int" or "uint64" or "uint64_t" => new VoxelType(8, false),
        "longlong" or "long long" or "long long int" or "signed long long" or "signed long long int" or "int64" or "int64_t" => new VoxelType(8, true),
        _ => null,
    };

    /// <summary>The type of a NIfTI code; null where its voxels are no integers.</summary>
    public static VoxelType? OfNifti(short code) => code switch
    {
        2 => new VoxelType(1, false),
        4 => new VoxelType(2, true),
        8 => new VoxelType(4, true),
        256 => new VoxelType(1, true),
        512 => new VoxelType(2, false),
        768 => new VoxelType(4, false),
        1024 => new VoxelType(8, true),
        1280 => new VoxelType(8, false),
        _ => null,
    };
}
