namespace DeepSlice.Atlases;

/// <summary>A file of a volume, read plane by plane so that only one plane is in memory in the file's own numbers.</summary>
internal interface IVolumeFile
{
    /// <summary>Number of voxels along the file's axes, the slowest first.</summary>
    VolumeShape Shape { get; }

    /// <summary>Reads the planes in order.</summary>
    /// <param name="take">Receives the number of each plane and its voxels, row by row, which are valid during the call only.</param>
    /// <param name="cancellationToken">Checked before each plane.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    void ReadPlanes(Action<int, ReadOnlySpan<double>> take, CancellationToken cancellationToken);
}
