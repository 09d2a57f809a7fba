using DeepSlice.Formats;
using DeepSlice.Native.Vips;

namespace DeepSlice.Atlases;

/// <summary>A volume as a TIFF of one page per plane.</summary>
internal sealed class TiffVolume : IVolumeFile
{
    private readonly string _path;

    private TiffVolume(string path, VolumeShape shape)
    {
        _path = path;
        Shape = shape;
    }

    /// <inheritdoc/>
    public VolumeShape Shape { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="path">TIFF of one page per plane, each of one number per voxel.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static TiffVolume Open(string path) => ImageFile.Using(
        path, default, image => new TiffVolume(path, new VolumeShape(image.Header.Pages, image.Header.Height, image.Header.Width)), keepIndices: true);

    /// <inheritdoc/>
    public void ReadPlanes(Action<int, ReadOnlySpan<double>> take, CancellationToken cancellationToken)
    {
        var plane = new double[checked(Shape.Rows * Shape.Columns)];
        for (int page = 0; page < Shape.Planes; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ = ImageFile.Using(
                _path,
                new VipsPart(page),
                image =>
                {
                    if (image.Header is not { Bands: 1 } header || header.Height != Shape.Rows || header.Width != Shape.Columns)
                    {
                        throw new InvalidDataException(
                            $"{_path}: expected pages of {Shape.Columns}×{Shape.Rows} pixels and one channel, got {image.Header.Width}×{image.Header.Height} and {image.Header.Bands} in page {page}; save the volume as one grey stack");
                    }

                    image.ReadExact(plane, cancellationToken);
                    return true;
                },
                keepIndices: true);
            take(page, plane);
        }
    }
}
