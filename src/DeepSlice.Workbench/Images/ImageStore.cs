using System.Collections.Concurrent;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Workbench.Api;

namespace DeepSlice.Workbench.Images;

/// <summary>The images as the viewer gets them: overviews and tiles, made by the decoder when somebody looks.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ImageStore : IDisposable
{
    private const int MostOpen = 64;

    private readonly string _cache;
    private readonly DecoderProcess _overviews = new();
    private readonly DecoderProcess _tiles = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ImageSheet>>> _sheets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _making = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TileFile> _open = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Serves images.</summary>
    /// <param name="cache">The project's folder for what can be made again.</param>
    public ImageStore(string cache) => _cache = cache;

    /// <summary>Called with an image whose tiles are complete.</summary>
    public Action<string>? TilesDone { get; set; }

    /// <summary>The header of an image.</summary>
    public Task<DecoderAnswer> Inspect(string image, CancellationToken cancellationToken) => _overviews.Ask(new DecoderRequest("inspect", image, ""), cancellationToken);

    /// <summary>What the viewer needs to know of an image; its overview is there afterwards.</summary>
    /// <exception cref="InvalidDataException">The image cannot be read.</exception>
    public async Task<ImageSheet> Sheet(string image)
    {
        TileCache cache = TileCache.Of(_cache, image);
        Lazy<Task<ImageSheet>> sheet = _sheets.GetOrAdd(cache.FullPath, _ => new Lazy<Task<ImageSheet>>(() => Task.Run(() => MakeSheet(image, cache))));
        try
        {
            return await sheet.Value;
        }
        catch
        {
            _sheets.TryRemove(new KeyValuePair<string, Lazy<Task<ImageSheet>>>(cache.FullPath, sheet));
            throw;
        }
    }

    /// <summary>What is known of an image without reading it; null where nobody has looked at it yet.</summary>
    public ImageSheet? FindSheet(string image)
    {
        TileCache cache = TileCache.Of(_cache, image);
        if (_sheets.TryGetValue(cache.FullPath, out Lazy<Task<ImageSheet>>? made))
        {
            return made is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? made.Value.Result : null;
        }

        if (!cache.HasOverview)
        {
            return null;
        }

        ImageSheet sheet = cache.ReadSheet();
        _sheets.TryAdd(cache.FullPath, new Lazy<Task<ImageSheet>>(Task.FromResult(sheet)));
        return sheet;
    }

    /// <summary>Length of the tissue in full-resolution pixels; 0 where none stands out.</summary>
    public double TissueLengthOf(string image, ImageSheet sheet)
    {
        SheetChannel form = sheet.Channels[0];
        Raster<float> overview = TileCache.Of(_cache, image).ReadOverview(sheet, channel: 0).Map(value => (float)((value * form.Scale) + form.Offset));
        return Math.Round(TissueLength.Measure(overview) * (1 << sheet.OverviewHalvings));
    }

    /// <summary>The values of a tile; makes the tiles of the image where they are missing, and gives an enlarged part of the overview until then.</summary>
    /// <param name="image">The image file.</param>
    /// <param name="channel">Channel, from 0.</param>
    /// <param name="z">0 for the whole image in one tile; the last level is full resolution.</param>
    /// <param name="x">Column of the tile.</param>
    /// <param name="y">Row of the tile.</param>
    /// <returns>The values, the form of the channel, and whether they are those of the image.</returns>
    public async Task<(Raster<ushort> Values, SheetChannel Form, bool IsFinal)> Tile(string image, int channel, int z, int x, int y)
    {
        ImageSheet sheet = await Sheet(image);
        RequireThere(sheet, channel, z, x, y);
        int halvings = sheet.Levels - 1 - z;
        TileCache cache = TileCache.Of(_cache, image);
        SheetChannel form = sheet.Channels[channel];
        if (cache.HasTiles)
        {
            return (Read(cache, sheet, channel, halvings, x, y), form, true);
        }

        if (halvings < sheet.OverviewHalvings)
        {
            BeginTiles(image, cache);
        }

        return (OverviewTile.Cut(cache.ReadOverview(sheet, channel), sheet, halvings, x, y), form, halvings >= sheet.OverviewHalvings);
    }

    public void Dispose()
    {
        _overviews.Dispose();
        _tiles.Dispose();
        lock (_lock)
        {
            foreach (TileFile file in _open.Values)
            {
                file.Dispose();
            }

            _open.Clear();
        }
    }

    private async Task<ImageSheet> MakeSheet(string image, TileCache cache)
    {
        if (!cache.HasOverview)
        {
            await _overviews.Ask(new DecoderRequest("overview", image, cache.FullPath), CancellationToken.None);
        }

        return cache.ReadSheet();
    }

    private void BeginTiles(string image, TileCache cache) => _ = _making.GetOrAdd(cache.FullPath, _ => Task.Run(async () =>
    {
        await _tiles.Ask(new DecoderRequest("tiles", image, cache.FullPath), CancellationToken.None);
        _making.TryRemove(cache.FullPath, out Task? _);
        TilesDone?.Invoke(image);
    }));

    private Raster<ushort> Read(TileCache cache, ImageSheet sheet, int channel, int halvings, int x, int y)
    {
        string path = cache.TilesOf(channel);
        TileFile? file;
        lock (_lock)
        {
            if (!_open.TryGetValue(path, out file))
            {
                _open[path] = file = new TileFile(path, sheet);
                _order.Enqueue(path);
                while (_order.Count > MostOpen && _order.TryDequeue(out string? oldest))
                {
                    _open.Remove(oldest); // its handle is closed when nobody reads any more
                }
            }
        }

        return file.Read(halvings, x, y);
    }

    private static void RequireThere(ImageSheet sheet, int channel, int z, int x, int y)
    {
        RasterSize size = z >= 0 && z < sheet.Levels ? sheet.SizeAt(sheet.Levels - 1 - z) : default;
        if (channel < 0 || channel >= sheet.Channels.Count || x < 0 || y < 0 || (long)x * ImageSheet.Tile >= size.Width || (long)y * ImageSheet.Tile >= size.Height)
        {
            throw new NotThereException(FormattableString.Invariant($"expected one of {sheet.Channels.Count} channels and {sheet.Levels} levels of tiles, got channel {channel}, tile {z}/{x}/{y}; reload the page"));
        }
    }
}
