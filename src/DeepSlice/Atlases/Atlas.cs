namespace DeepSlice.Atlases;

/// <summary>A brain atlas: a label volume and the structures that its labels mean.</summary>
internal sealed record Atlas
{
    private const int MostNamed = 8;

    /// <summary>Name, such as <c>allen_mouse</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Species in Latin; empty if not stated.</summary>
    public string Species { get; init; } = "";

    /// <summary>The publication to cite; empty if not stated.</summary>
    public string Citation { get; init; } = "";

    /// <summary>The structures.</summary>
    public required Ontology Ontology { get; init; }

    /// <summary>The labels, in the canonical orientation.</summary>
    public required LabelVolume Labels { get; init; }

    /// <summary>Labels of the volume that no structure has, with their number of voxels; the tissue belongs to no region.</summary>
    public IReadOnlyDictionary<uint, long> UnknownLabels { get; init; } = new Dictionary<uint, long>();

    /// <summary>Intensities of a reference brain at the voxels of <see cref="Labels"/>, 0 … 255; null if the atlas has none.</summary>
    public byte[]? Reference { get; init; }

    /// <summary>Sides of a voxel in micrometres, along the axes of <see cref="Labels"/>.</summary>
    public required (double Plane, double Row, double Column) VoxelMicrometres { get; init; }

    /// <summary>Volume of a voxel in mm³.</summary>
    public double CubicMillimetresPerVoxel => VoxelMicrometres.Plane * VoxelMicrometres.Row * VoxelMicrometres.Column / 1e9;

    /// <summary>What is wrong with the labels, with what was expected; null if nothing is.</summary>
    public string? Warning() => UnknownLabels.Count == 0 ? null : FormattableString.Invariant(
        $"{Name}: expected labels of structures.json, got {UnknownLabels.Values.Sum()} voxels of {Counted.Of(UnknownLabels.Count, "label")} without a structure ({Listed.Of([.. UnknownLabels.Keys.Select(label => $"{label}")], MostNamed)}); they belong to no region");

    /// <summary>Index of the voxel at a point, in <see cref="Labels"/> and <see cref="Reference"/>; −1 outside.</summary>
    public long PlaceOf(BrainPoint point) => Labels.PlaceOf(point.Posterior / VoxelMicrometres.Plane, point.Inferior / VoxelMicrometres.Row, point.Left / VoxelMicrometres.Column);

    /// <summary>Intensity of the reference brain at a point, 0 … 1; 0 outside.</summary>
    /// <exception cref="InvalidOperationException">The atlas has no reference.</exception>
    public float ReferenceAt(BrainPoint point)
    {
        byte[] reference = Reference ?? throw new InvalidOperationException($"expected a reference volume, {Name} has none");
        long place = PlaceOf(point);
        return place < 0 ? 0 : reference[place] / 255f;
    }

    /// <summary>The first and the last point of the brain along each axis.</summary>
    public (BrainPoint First, BrainPoint Last) Extent()
    {
        VolumeShape shape = Labels.Shape;
        (int[] planes, int[] rows, int[] columns) = (new int[shape.Planes], new int[shape.Rows], new int[shape.Columns]);
        ReadOnlySpan<ushort> voxels = Labels.Voxels;
        int place = 0;
        for (int plane = 0; plane < shape.Planes; plane++)
        {
            for (int row = 0; row < shape.Rows; row++)
            {
                for (int column = 0; column < shape.Columns; column++)
                {
                    if (voxels[place++] != 0)
                    {
                        (planes[plane], rows[row], columns[column]) = (1, 1, 1);
                    }
                }
            }
        }

        (double Plane, double Row, double Column) side = VoxelMicrometres;
        return (
            new BrainPoint(Array.IndexOf(planes, 1) * side.Plane, Array.IndexOf(rows, 1) * side.Row, Array.IndexOf(columns, 1) * side.Column),
            new BrainPoint((Array.LastIndexOf(planes, 1) + 1) * side.Plane, (Array.LastIndexOf(rows, 1) + 1) * side.Row, (Array.LastIndexOf(columns, 1) + 1) * side.Column));
    }

    /// <summary>Number of voxels of each structure itself, without its children, by its index.</summary>
    public IReadOnlyList<long> CountVoxels()
    {
        var counts = new long[Ontology.UnknownTissue + 1];
        foreach (ushort label in Labels.Voxels)
        {
            counts[label]++;
        }

        return counts[1..^1];
    }
}
