namespace DeepSlice.Atlases;

/// <summary>Reads volumes into the canonical order of axes: anterior to posterior, superior to inferior, right to left.</summary>
internal static class CanonicalVolume
{
    /// <summary>The shape of a volume in the canonical order.</summary>
    /// <param name="shape">Shape in the order of the file.</param>
    /// <param name="orientation">How the file's axes lie.</param>
    public static VolumeShape ShapeOf(VolumeShape shape, VolumeOrientation orientation)
    {
        (int planes, int rows, int columns) = orientation.Reorder([shape.Planes, shape.Rows, shape.Columns]);
        return new VolumeShape(planes, rows, columns);
    }

    /// <summary>Reads all voxels.</summary>
    /// <typeparam name="T">What a voxel becomes.</typeparam>
    /// <param name="file">The volume.</param>
    /// <param name="orientation">How the file's axes lie.</param>
    /// <param name="convert">Called for the voxels in the order of the file.</param>
    /// <param name="cancellationToken">Checked before each plane.</param>
    /// <returns>The voxels in canonical order, the last axis fastest.</returns>
    public static T[] Read<T>(IVolumeFile file, VolumeOrientation orientation, Func<double, T> convert, CancellationToken cancellationToken)
    {
        VolumeShape shape = file.Shape;
        VolumeShape canonical = ShapeOf(shape, orientation);
        int[] sides = [shape.Planes, shape.Rows, shape.Columns];
        int[] canonicalSteps = [canonical.Rows * canonical.Columns, canonical.Columns, 1];

        // How far a step along each axis of the file moves in the canonical volume, and where its first voxel lies there.
        var steps = new int[3];
        int origin = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            (int source, bool isReversed) = orientation.Sources[axis];
            steps[source] = isReversed ? -canonicalSteps[axis] : canonicalSteps[axis];
            origin += isReversed ? (sides[source] - 1) * canonicalSteps[axis] : 0;
        }

        var voxels = new T[canonical.VoxelCount];
        file.ReadPlanes(
            (plane, values) =>
            {
                for (int row = 0; row < shape.Rows; row++)
                {
                    int place = origin + (plane * steps[0]) + (row * steps[1]);
                    foreach (double value in values.Slice(row * shape.Columns, shape.Columns))
                    {
                        voxels[place] = convert(value);
                        place += steps[2];
                    }
                }
            },
            cancellationToken);
        return voxels;
    }
}
