using DeepSlice.Geometry;

namespace DeepSlice.Workbench.Journal;

/// <summary>The maps of a slice as they are after the last change, and what can be undone.</summary>
/// <remarks>Not thread-safe: <see cref="SliceMaps"/> gives it to one thread at a time.</remarks>
internal sealed class EditedMap
{
    private readonly Stack<long> _done = [];
    private readonly Stack<long> _undone = [];

    public EditedMap(Raster<byte> regions, Raster<byte> damage)
    {
        Regions = regions;
        Damage = damage;
    }

    /// <summary>The region of each pixel.</summary>
    public Raster<byte> Regions { get; }

    /// <summary>0 or 1.</summary>
    public Raster<byte> Damage { get; }

    /// <summary>Number of the last entry; 0 if there is none.</summary>
    public long LastEntry { get; private set; }

    /// <summary>The stroke that undo takes back; null if there is none.</summary>
    public long? NextUndo => _done.TryPeek(out long number) ? number : null;

    /// <summary>The stroke that redo paints again; null if there is none.</summary>
    public long? NextRedo => _undone.TryPeek(out long number) ? number : null;

    /// <summary>The raster of a layer.</summary>
    public Raster<byte> Of(MapLayer layer) => layer == MapLayer.Regions ? Regions : Damage;

    /// <summary>The pixels of a box.</summary>
    public byte[] Copy(MapLayer layer, PixelBox box)
    {
        Raster<byte> raster = Of(layer);
        var pixels = new byte[box.Width * box.Height];
        for (int y = 0; y < box.Height; y++)
        {
            raster.Row(box.Y + y).Slice(box.X, box.Width).CopyTo(pixels.AsSpan(y * box.Width));
        }

        return pixels;
    }

    /// <summary>Puts pixels into a box.</summary>
    public void Paint(MapLayer layer, PixelBox box, ReadOnlySpan<byte> pixels)
    {
        Raster<byte> raster = Of(layer);
        for (int y = 0; y < box.Height; y++)
        {
            pixels.Slice(y * box.Width, box.Width).CopyTo(raster.Row(box.Y + y).Slice(box.X, box.Width));
        }
    }

    /// <summary>Counts an entry: what can be undone and redone from then on.</summary>
    public void Count(long number, EntryKind kind, long target)
    {
        LastEntry = number;
        switch (kind)
        {
            case EntryKind.Stroke:
                _done.Push(number);
                _undone.Clear();
                break;
            case EntryKind.Undo:
                _done.Pop();
                _undone.Push(target);
                break;
            default:
                _undone.Pop();
                _done.Push(target);
                break;
        }
    }
}
