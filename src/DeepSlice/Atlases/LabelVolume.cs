namespace DeepSlice.Atlases;

/// <summary>The labels of an atlas on a regular grid: plane by plane from anterior to posterior, rows from superior to inferior, columns from right to left.</summary>
internal sealed class LabelVolume
{
    private readonly ushort[] _voxels;

    /// <summary>Creates a volume.</summary>
    /// <param name="shape">Number of voxels along each axis.</param>
    /// <param name="voxels">0 outside the brain, else 1 + the index of a structure; columns vary fastest. Not copied.</param>
    public LabelVolume(VolumeShape shape, ushort[] voxels)
    {
        ArgumentNullException.ThrowIfNull(voxels);
        if (voxels.LongLength != shape.VoxelCount)
        {
            throw new ArgumentException($"expected {shape.VoxelCount} voxels, got {voxels.LongLength}", nameof(voxels));
        }

        Shape = shape;
        _voxels = voxels;
    }

    /// <summary>Number of voxels along each axis.</summary>
    public VolumeShape Shape { get; }

    /// <summary>All labels.</summary>
    public ReadOnlySpan<ushort> Voxels => _voxels;

    /// <summary>Index in <see cref="Voxels"/> of the voxel at a point; −1 outside the volume.</summary>
    /// <param name="plane">Position along the first axis; the first voxel lies from 0 to 1.</param>
    /// <param name="row">Position along the second axis.</param>
    /// <param name="column">Position along the third axis.</param>
    public long PlaceOf(double plane, double row, double column) =>
        plane < 0 || row < 0 || column < 0 || plane >= Shape.Planes || row >= Shape.Rows || column >= Shape.Columns
            ? -1
            : (((long)plane * Shape.Rows) + (long)row) * Shape.Columns + (long)column;
}
