using DeepSlice.Geometry;
using DeepSlice.Workbench.Api;
using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>Changes of maps by hand: each is in the journal, on the disk, before it is answered.</summary>
/// <param name="project">The project.</param>
internal sealed class SliceEditing(Project project)
{
    private const int LongestName = 64;

    /// <summary>Paints a stroke.</summary>
    /// <exception cref="RefusedException">The box is not in the map, or a pixel is of no region.</exception>
    /// <exception cref="ConflictException">The slice was changed since.</exception>
    public EditResult Paint(string id, Stroke stroke) => Edit(id, map =>
    {
        if (project.Journal.Has(stroke.Name))
        {
            return null; // the page sends again what was not answered
        }

        RequireVersion(id, stroke.Version);
        Check(stroke, map);
        return new JournalEntry
        {
            Slice = id,
            Stroke = stroke.Name,
            Kind = EntryKind.Stroke,
            Layer = stroke.Layer,
            Tool = stroke.Tool,
            Box = stroke.Box,
            Before = map.Copy(stroke.Layer, stroke.Box),
            After = stroke.Pixels,
        };
    });

    /// <summary>Undoes the last stroke that is not undone.</summary>
    public EditResult Undo(string id, long version) => Edit(id, map => Reverse(id, version, EntryKind.Undo, map.NextUndo));

    /// <summary>Redoes the stroke that was undone last.</summary>
    public EditResult Redo(string id, long version) => Edit(id, map => Reverse(id, version, EntryKind.Redo, map.NextRedo));

    /// <summary>Puts whole maps in place of those of a slice, as strokes that can be undone.</summary>
    /// <param name="id">The slice.</param>
    /// <param name="version">As of a stroke.</param>
    /// <param name="tool">What has made the maps.</param>
    /// <param name="maps">The layers to replace.</param>
    public EditResult Replace(string id, long version, string tool, IReadOnlyDictionary<MapLayer, Raster<byte>> maps)
    {
        RequireVersion(id, version);
        EditResult? result = null;
        foreach ((MapLayer layer, Raster<byte> raster) in maps)
        {
            result = Edit(id, map =>
            {
                if (raster.Size != map.Regions.Size)
                {
                    throw new InvalidDataException($"expected a map of {map.Regions.Size} pixels, got {raster.Size}; predict the slice again");
                }

                return Difference(map.Of(layer), raster) is not { } box ? null : new JournalEntry
                {
                    Slice = id,
                    Stroke = Guid.NewGuid().ToString("N"),
                    Kind = EntryKind.Stroke,
                    Layer = layer,
                    Tool = tool,
                    Box = box,
                    Before = map.Copy(layer, box),
                    After = new EditedMap(raster, raster).Copy(layer, box),
                };
            });
        }

        return result ?? Edit(id, _ => null);
    }

    /// <summary>Accepts a slice.</summary>
    public SliceView Accept(string id, long version) => Decide(id, version, row => row with { AcceptedAt = project.Time.GetUtcNow() });

    /// <summary>Takes an acceptance back.</summary>
    public SliceView Reopen(string id, long version) => Decide(id, version, row => row with { AcceptedAt = null });

    /// <summary>Sets the midline.</summary>
    /// <param name="id">The slice.</param>
    /// <param name="version">As of a stroke.</param>
    /// <param name="line">x and y of two points in full-resolution pixels; null for none.</param>
    public SliceView SetMidline(string id, long version, IReadOnlyList<double>? line)
    {
        if (line is not null && (line.Count != 4 || !line.All(double.IsFinite) || (line[0], line[1]) == (line[2], line[3])))
        {
            throw new RefusedException("expected two different points of the midline, got something else; draw it again");
        }

        return Decide(id, version, row => row with { Midline = line });
    }

    private SliceView Decide(string id, long version, Func<SliceRow, SliceRow> change) => project.Maps.Use(id, map =>
    {
        RequireVersion(id, version);
        project.Journal.KeepBase(id, map.Regions, map.Damage);
        return project.Keep(project.Journal.Update(change(project.Slice(id).Row)));
    });

    // The entry is on the disk before the map in memory changes: where the disk is full, nothing changes.
    private EditResult Edit(string id, Func<EditedMap, JournalEntry?> change)
    {
        SliceView slice = project.Slice(id);
        return project.Maps.Use(id, map =>
        {
            if (change(map) is not { } entry)
            {
                return new EditResult(project.Slice(id), map.NextUndo is not null, map.NextRedo is not null);
            }

            slice = project.Slice(id);
            if (map.LastEntry == 0)
            {
                project.Journal.KeepBase(id, map.Regions, map.Damage);
            }

            bool isBackAtStart = entry.Kind == EntryKind.Undo && map.NextUndo is { } last && project.Journal.ReadOrder(id)[0].Number == last;
            (long number, SliceRow row) = project.Journal.Append(entry, slice.Row, isCorrected: !isBackAtStart);
            map.Paint(entry.Layer, entry.Box, entry.After);
            map.Count(number, entry.Kind, entry.Target);
            return new EditResult(project.Keep(row), map.NextUndo is not null, map.NextRedo is not null) { Entry = entry };
        });
    }

    private JournalEntry Reverse(string id, long version, EntryKind kind, long? target)
    {
        RequireVersion(id, version);
        if (target is not { } number)
        {
            throw new RefusedException($"expected a stroke to {(kind == EntryKind.Undo ? "undo" : "redo")}, got none; reload the slice");
        }

        JournalEntry stroke = project.Journal.Read(id, number);
        return stroke with
        {
            Stroke = Guid.NewGuid().ToString("N"),
            Kind = kind,
            Target = number,
            Before = kind == EntryKind.Undo ? stroke.After : stroke.Before,
            After = kind == EntryKind.Undo ? stroke.Before : stroke.After,
        };
    }

    private void RequireVersion(string id, long version)
    {
        SliceView slice = project.Slice(id);
        if (version != slice.Row.Version)
        {
            throw new ConflictException(slice.Row.Version, slice.Row.ChangedAt);
        }
    }

    private void Check(Stroke stroke, EditedMap map)
    {
        PixelBox box = stroke.Box;
        RasterSize size = map.Regions.Size;
        if (stroke.Name.Length is 0 or > LongestName || stroke.Tool.Length > LongestName)
        {
            throw new RefusedException("expected a stroke with a short name, got another; reload the page");
        }

        if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || (long)box.X + box.Width > size.Width || (long)box.Y + box.Height > size.Height || stroke.Pixels.Length != (long)box.Width * box.Height)
        {
            throw new RefusedException(FormattableString.Invariant($"expected a box within {size} pixels and a byte for each of its pixels, got {box.Width}×{box.Height} at ({box.X}, {box.Y}) with {stroke.Pixels.Length} bytes; reload the slice"));
        }

        int most = stroke.Layer == MapLayer.Regions ? project.Catalog.Count - 1 : 1;
        if (stroke.Pixels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)most) is var wrong and >= 0)
        {
            throw new RefusedException(FormattableString.Invariant($"expected values of 0 to {most}, got {stroke.Pixels[wrong]}; reload the page"));
        }
    }

    private static PixelBox? Difference(Raster<byte> before, Raster<byte> after)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (int y = 0; y < before.Height; y++)
        {
            ReadOnlySpan<byte> old = before.Row(y);
            int first = old.CommonPrefixLength(after.Row(y));
            if (first < old.Length)
            {
                int last = old.Length - 1;
                while (old[last] == after.Row(y)[last])
                {
                    last--;
                }

                (left, top, right, bottom) = (Math.Min(left, first), Math.Min(top, y), Math.Max(right, last), y);
            }
        }

        return right < 0 ? null : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }
}
