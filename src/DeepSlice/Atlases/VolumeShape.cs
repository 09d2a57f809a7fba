namespace DeepSlice.Atlases;

/// <summary>Number of voxels along the three axes of a volume, the slowest one first.</summary>
/// <param name="Planes">First axis.</param>
/// <param name="Rows">Second axis.</param>
/// <param name="Columns">Third axis, along which neighbours in memory lie.</param>
internal readonly record struct VolumeShape(int Planes, int Rows, int Columns)
{
    /// <summary>Number of voxels.</summary>
    public long VoxelCount => (long)Planes * Rows * Columns;

    /// <inheritdoc/>
    public override string ToString() => $"{Planes}×{Rows}×{Columns}";
}
