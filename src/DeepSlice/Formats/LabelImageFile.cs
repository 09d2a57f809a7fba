using System.Globalization;
using System.Xml.Linq;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Maps of region indices at the full resolution of the original image, of any size.</summary>
internal static class LabelImageFile
{
    /// <summary>
    /// Enlarges a map to the size of the original image and writes it as an 8-bit grey OME-TIFF: tiled, compressed with Deflate, with smaller
    /// levels for viewers. Every pixel gets the index of its working pixel; pixels outside the working grid are background.
    /// </summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="indices">Region indices on the working grid.</param>
    /// <param name="frame">Position of the working grid on the original image.</param>
    /// <param name="micrometresPerPixel">Side of a pixel of the original image in micrometres; null if unknown.</param>
    /// <param name="cancellationToken">Checked once per row of tiles; then no file remains.</param>
    /// <remarks>Keeps the map and one row of compressed tiles in memory. A pixel of a smaller level is one of the four pixels it covers, never a mean.</remarks>
    /// <exception cref="ArgumentException">The map has another size than the frame's working grid, or the side of a pixel is not positive.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(
        string path, Raster<byte> indices, SliceFrame frame, double? micrometresPerPixel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(frame);
        if (indices.Size != frame.WorkingSize)
        {
            throw new ArgumentException($"expected a map of the frame's working grid {frame.WorkingSize}, got {indices.Size}", nameof(indices));
        }

        if (micrometresPerPixel is double side)
        {
            Ensure.PositiveAndFinite(side, nameof(micrometresPerPixel));
        }

        var pyramid = new LabelPyramid(Shown(indices, frame), frame.Binning.Factor, frame.OriginalSize);
        OutputFile.Write(path, temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
            var tiff = new TiledTiff(stream);
            pyramid.WriteTo(tiff, cancellationToken);
            tiff.Finish(Description(frame.OriginalSize, micrometresPerPixel), micrometresPerPixel);
        });
    }

    /// <summary>The part of the map that lies on the image.</summary>
    private static Raster<byte> Shown(Raster<byte> indices, SliceFrame frame)
    {
        var shown = new Raster<byte>(frame.Binning.Binned(frame.OriginalSize));
        for (int y = Math.Max(0, -frame.OffsetY); y < shown.Height && y + frame.OffsetY < indices.Height; y++)
        {
            int from = Math.Max(0, -frame.OffsetX);
            int count = Math.Min(shown.Width, indices.Width - frame.OffsetX) - from;
            if (count > 0)
            {
                indices.Row(y + frame.OffsetY).Slice(from + frame.OffsetX, count).CopyTo(shown.Row(y)[from..]);
            }
        }

        return shown;
    }

    /// <summary>OME-XML, from which Fiji and QuPath read the smaller levels and the size of a pixel (in µm by default).</summary>
    private static string Description(RasterSize size, double? micrometresPerPixel)
    {
        XNamespace ome = "http://www.openmicroscopy.org/Schemas/OME/2016-06";
        string? side = micrometresPerPixel?.ToString(CultureInfo.InvariantCulture);
        var pixels = new XElement(
            ome + "Pixels",
            new XAttribute("ID", "Pixels:0"),
            new XAttribute("DimensionOrder", "XYCZT"),
            new XAttribute("Type", "uint8"),
            new XAttribute("SizeX", size.Width),
            new XAttribute("SizeY", size.Height),
            new XAttribute("SizeC", 1),
            new XAttribute("SizeZ", 1),
            new XAttribute("SizeT", 1),
            side is null ? null : new[] { new XAttribute("PhysicalSizeX", side), new XAttribute("PhysicalSizeY", side) },
            new XElement(ome + "Channel", new XAttribute("ID", "Channel:0:0"), new XAttribute("Name", "Regions"), new XAttribute("SamplesPerPixel", 1)),
            new XElement(ome + "TiffData", new XAttribute("IFD", 0), new XAttribute("PlaneCount", 1)));
        var document = new XElement(ome + "OME", new XElement(ome + "Image", new XAttribute("ID", "Image:0"), pixels));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + document.ToString(SaveOptions.DisableFormatting);
    }
}
