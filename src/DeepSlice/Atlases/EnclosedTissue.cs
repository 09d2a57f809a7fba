namespace DeepSlice.Atlases;

/// <summary>Gives fibre tracts and ventricles that a region encloses to the region, as annotators draw it.</summary>
internal static class EnclosedTissue
{
    // Points of the ball around a voxel that are looked at.
    private const int PointsPerRadius = 3;

    // Share of the grey matter and background around a voxel that must be of one region.
    private const double LeastShare = 0.7;

    /// <summary>The region of every voxel of an atlas.</summary>
    /// <param name="mapped">The atlas with its regions.</param>
    /// <param name="kinds">What its structures are made of.</param>
    /// <param name="radiusMicrometres">Radius of the surroundings that decide; 0 leaves tracts and ventricles where the catalogue has them.</param>
    /// <returns>Region indices in the order of the atlas's voxels.</returns>
    public static byte[] Assign(AtlasRegions mapped, StructureKinds kinds, double radiusMicrometres)
    {
        Atlas atlas = mapped.Atlas;
        VolumeShape shape = atlas.Labels.Shape;
        var regions = new byte[shape.VoxelCount];
        byte rest = mapped.Catalog.Rest!.Index;
        (int Plane, int Row, int Column)[] ball = Ball(atlas, radiusMicrometres);
        Parallel.For(0, shape.Planes, plane =>
        {
            ReadOnlySpan<ushort> labels = atlas.Labels.Voxels;
            Span<int> votes = stackalloc int[256];
            int place = plane * shape.Rows * shape.Columns;
            for (int row = 0; row < shape.Rows; row++)
            {
                for (int column = 0; column < shape.Columns; column++, place++)
                {
                    byte region = mapped[labels[place]];
                    regions[place] = region == rest && ball.Length > 0 && IsOpen(kinds[labels[place]]) ? Vote(mapped, kinds, (plane, row, column), ball, votes) : region;
                }
            }
        });
        return regions;
    }

    private static byte Vote(AtlasRegions mapped, StructureKinds kinds, (int Plane, int Row, int Column) voxel, (int Plane, int Row, int Column)[] ball, Span<int> votes)
    {
        VolumeShape shape = mapped.Atlas.Labels.Shape;
        ReadOnlySpan<ushort> labels = mapped.Atlas.Labels.Voxels;
        votes.Clear();
        int all = 0;
        foreach ((int planes, int rows, int columns) in ball)
        {
            (int plane, int row, int column) = (voxel.Plane + planes, voxel.Row + rows, voxel.Column + columns);
            bool isInside = plane >= 0 && plane < shape.Planes && row >= 0 && row < shape.Rows && column >= 0 && column < shape.Columns;
            ushort label = isInside ? labels[(((plane * shape.Rows) + row) * shape.Columns) + column] : (ushort)0;
            if (!IsOpen(kinds[label]))
            {
                votes[mapped[label]]++;
                all++;
            }
        }

        byte rest = mapped.Catalog.Rest!.Index;
        byte most = 0;
        for (int region = 1; region < mapped.Catalog.Count; region++)
        {
            most = votes[region] > votes[most] ? (byte)region : most;
        }

        return most != 0 && votes[most] >= LeastShare * all ? most : rest;
    }

    private static bool IsOpen(StructureKind kind) => kind is StructureKind.Tract or StructureKind.Ventricle;

    private static (int Plane, int Row, int Column)[] Ball(Atlas atlas, double radius)
    {
        var points = new HashSet<(int, int, int)>();
        (double plane, double row, double column) = atlas.VoxelMicrometres;
        double step = radius / PointsPerRadius;
        for (int i = -PointsPerRadius; i <= PointsPerRadius; i++)
        {
            for (int j = -PointsPerRadius; j <= PointsPerRadius; j++)
            {
                for (int k = -PointsPerRadius; k <= PointsPerRadius; k++)
                {
                    if ((i * i) + (j * j) + (k * k) <= PointsPerRadius * PointsPerRadius && radius > 0)
                    {
                        points.Add(((int)Math.Round(i * step / plane), (int)Math.Round(j * step / row), (int)Math.Round(k * step / column)));
                    }
                }
            }
        }

        return [.. points];
    }
}
