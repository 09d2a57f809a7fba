using DeepSlice.Geometry;

namespace DeepSlice.Workbench.Journal;

/// <summary>The maps of slices, of which a bounded number is in memory.</summary>
/// <remarks>Thread-safe: what happens to a slice happens one after the other.</remarks>
/// <param name="journal">The changes by hand.</param>
/// <param name="predicted">Reads the predicted maps of a slice that nobody has touched.</param>
internal sealed class SliceMaps(StrokeJournal journal, Func<string, (Raster<byte> Regions, Raster<byte> Damage)> predicted)
{
    private const long MostPixels = 96 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private long _clock;

    /// <summary>Uses the maps of a slice; nobody else changes them meanwhile.</summary>
    public T Use<T>(string slice, Func<EditedMap, T> use)
    {
        Held held = Hold(slice);
        try
        {
            lock (held.Gate)
            {
                held.Map ??= Load(slice);
                return use(held.Map);
            }
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>Forgets the maps of a slice in memory, which is predicted anew.</summary>
    public void Forget(string slice)
    {
        Held held = Hold(slice);
        lock (held.Gate)
        {
            held.Map = null;
        }

        Release(held);
    }

    private Held Hold(string slice)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(slice, out Held? held))
            {
                _held[slice] = held = new Held();
            }

            held.Users++;
            held.LastUse = ++_clock;
            return held;
        }
    }

    private void Release(Held held)
    {
        lock (_lock)
        {
            held.Users--;
            long pixels = _held.Values.Sum(other => other.Pixels);
            foreach ((string slice, Held other) in _held.Where(pair => pair.Value.Users == 0).OrderBy(pair => pair.Value.LastUse).ToArray())
            {
                if (pixels <= MostPixels && _held.Count <= 256)
                {
                    break;
                }

                pixels -= other.Pixels;
                _held.Remove(slice);
            }
        }
    }

    private EditedMap Load(string slice)
    {
        (Raster<byte> Regions, Raster<byte> Damage) maps;
        long from = 0;
        if (journal.FindSnapshot(slice) is { } snapshot)
        {
            maps = (snapshot.Regions, snapshot.Damage);
            from = snapshot.Entry;
        }
        else
        {
            maps = journal.FindBase(slice) ?? predicted(slice);
        }

        var map = new EditedMap(maps.Regions, maps.Damage);
        foreach ((long number, EntryKind kind, long target) in journal.ReadOrder(slice))
        {
            map.Count(number, kind, target);
        }

        foreach (JournalEntry entry in journal.ReadAfter(slice, from))
        {
            map.Paint(entry.Layer, entry.Box, entry.After);
        }

        return map;
    }

    private sealed class Held
    {
        public Lock Gate { get; } = new();

        public EditedMap? Map { get; set; }

        public int Users { get; set; }

        public long LastUse { get; set; }

        public long Pixels => Map?.Regions.Size.PixelCount ?? 0;
    }
}
