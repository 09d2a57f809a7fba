using System.Globalization;
using System.Runtime.InteropServices;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Workbench.Images;

/// <summary>Prepares an image for the viewer: first an overview, then tiles of all resolutions. Runs in the decoder's process.</summary>
internal static class ImagePreparation
{
    private const int OverviewSide = 512;
    private const long MostPixelsOfStacks = 64 << 20;
    private const double LowShare = 0.02;
    private const double HighShare = 0.996;

    /// <summary>Reads the header of an image.</summary>
    public static ImageFileInfo Inspect(string path) => ImageFile.Inspect(path);

    /// <summary>Writes the overview of all channels, and the sheet.</summary>
    /// <param name="path">Image file.</param>
    /// <param name="cache">Folder of the result.</param>
    public static ImageSheet WriteOverview(string path, TileCache cache)
    {
        ImageFileInfo info = ImageFile.Inspect(path);
        (int width, int height) = (info.Size.Width, info.Size.Height);
        int halvings = 0;
        while (Math.Max(width - 1, height - 1) >> halvings >= OverviewSide)
        {
            halvings++;
        }

        Directory.CreateDirectory(cache.FullPath);
        List<SheetChannel> channels = [];
        for (int channel = 0; channel < ChannelsOf(info); channel++)
        {
            Raster<float> overview = ImageFile.Read(path, new Preprocessing { Binning = new Binning(1 << halvings), Channel = channel });
            SheetChannel sheet = Describe(info, channel, overview);
            Raster<ushort> stored = overview.Map(value => SampleRows.Stored(value, sheet));
            OutputFile.WriteBytes(cache.OverviewOf(channel), MemoryMarshal.AsBytes(stored.Pixels).ToArray());
            channels.Add(sheet);
        }

        var result = new ImageSheet { Width = width, Height = height, PixelSize = info.MicrometresPerPixel, Planes = info.Planes, Channels = channels, OverviewHalvings = halvings };
        OutputFile.WriteText(cache.SheetFile, TileCache.TextOf(result));
        return result;
    }

    /// <summary>Writes the tiles of all channels, and of the smaller copies.</summary>
    /// <param name="path">Image file.</param>
    /// <param name="cache">Folder with the overview.</param>
    public static void WriteTiles(string path, TileCache cache)
    {
        ImageSheet sheet = cache.ReadSheet();
        ImageFileInfo info = ImageFile.Inspect(path);
        if (info.Planes > 1)
        {
            WriteProjection(path, cache, sheet);
        }
        else
        {
            for (int first = 0; first < sheet.Channels.Count; first += info.ChannelsOfPage)
            {
                WritePage(path, cache, sheet, first, Math.Min(info.ChannelsOfPage, sheet.Channels.Count - first), first / info.ChannelsOfPage);
            }
        }

        OutputFile.WriteText(cache.CompleteFile, "");
    }

    private static void WritePage(string path, TileCache cache, ImageSheet sheet, int first, int count, int page) => Write(cache, sheet, first, count, writers =>
    {
        var line = new ushort[sheet.Width];
        ImageFile.ReadRows(path, page, plane: 0, rows =>
        {
            for (int row = 0; row < rows.Count; row++)
            {
                for (int band = 0; band < writers.Length; band++)
                {
                    SampleRows.Take(rows, row, band, sheet.Channels[first + band], line);
                    writers[band].Add(line);
                }
            }
        });
    });

    // Of a stack the projection is shown that is predicted from.
    private static void WriteProjection(string path, TileCache cache, ImageSheet sheet)
    {
        if ((long)sheet.Width * sheet.Height > MostPixelsOfStacks)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{path}: expected a stack of at most {MostPixelsOfStacks >> 20} megapixels a plane, got {sheet.Width}×{sheet.Height}; project it in Fiji and add the projection"));
        }

        for (int channel = 0; channel < sheet.Channels.Count; channel++)
        {
            Raster<float> image = ImageFile.Read(path, new Preprocessing { Channel = channel });
            SheetChannel form = sheet.Channels[channel];
            Write(cache, sheet, channel, 1, writers =>
            {
                var line = new ushort[sheet.Width];
                for (int y = 0; y < image.Height; y++)
                {
                    ReadOnlySpan<float> row = image.Row(y);
                    for (int x = 0; x < line.Length; x++)
                    {
                        line[x] = SampleRows.Stored(row[x], form);
                    }

                    writers[0].Add(line);
                }
            });
        }
    }

    private static void Write(TileCache cache, ImageSheet sheet, int first, int count, Action<TileWriter[]> fill)
    {
        string[] temporaries = [.. Enumerable.Range(0, count).Select(_ => OutputFile.TemporaryIn(cache.FullPath))];
        TileWriter[] writers = Array.ConvertAll(temporaries, temporary => new TileWriter(temporary, sheet.Width, sheet.Height));
        try
        {
            fill(writers);
            Array.ForEach(writers, writer => writer.Finish());
        }
        finally
        {
            Array.ForEach(writers, writer => writer.Dispose());
        }

        for (int channel = 0; channel < count; channel++)
        {
            File.Move(temporaries[channel], cache.TilesOf(first + channel), overwrite: true);
        }
    }

    // The fourth sample of a colour is its opacity.
    private static int ChannelsOf(ImageFileInfo info) => info.IsColor ? StackLayout.Colours.Count : info.Channels;

    private static SheetChannel Describe(ImageFileInfo info, int channel, Raster<float> overview)
    {
        float[] values = [.. overview.Pixels.ToArray().Where(float.IsFinite).Order()];
        float At(double share) => values.Length == 0 ? 0 : values[(int)(share * (values.Length - 1))];
        (double low, double high) = (At(LowShare), At(HighShare));
        (double least, double most) = (At(0), At(1));
        bool isExact = SampleRows.IsExact(info.SampleType);
        double range = most > least ? most - least : 1;
        return new SheetChannel
        {
            Name = channel < info.ChannelNames.Count && info.ChannelNames[channel].Length > 0 ? info.ChannelNames[channel] : channel.ToString(CultureInfo.InvariantCulture),
            Low = low,
            High = high > low ? high : low + 1,
            // An overview has means only: what is brighter than they are needs room.
            Offset = isExact ? 0 : least - (range / 4),
            Scale = isExact ? 1 : 2 * range / ushort.MaxValue,
        };
    }
}
