using DeepSlice.Geometry;
using Microsoft.Data.Sqlite;

namespace DeepSlice.Workbench.Journal;

/// <summary>The changes of slices by hand, each on the disk before it is answered.</summary>
internal sealed class StrokeJournal(JournalDatabase database, TimeProvider time)
{
    private const string SliceColumns = "slice, version, changed, corrected, accepted, midline, failure, written";
    private const string EntryColumns = "number, stroke, kind, target, layer, tool, x, y, width, height, before, after";

    /// <summary>What is known of all slices.</summary>
    public IReadOnlyList<SliceRow> ReadSlices() => database.Read($"SELECT {SliceColumns} FROM slices", ReadSlice);

    /// <summary>What is known of a slice.</summary>
    public SliceRow ReadSlice(string slice) => database.Read($"SELECT {SliceColumns} FROM slices WHERE slice = $1", ReadSlice, slice).FirstOrDefault() ?? new SliceRow(slice, 0);

    /// <summary>Changes what is known of a slice; its version becomes the next one.</summary>
    public SliceRow Update(SliceRow row)
    {
        SliceRow next = row with { Version = row.Version + 1, ChangedAt = time.GetUtcNow() };
        Save(next);
        return next;
    }

    /// <summary>Remembers what is known of a slice, without a new version.</summary>
    public void Save(SliceRow row) => database.Run(
        $"INSERT OR REPLACE INTO slices ({SliceColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        row.Slice, row.Version, row.ChangedAt, row.CorrectedAt, row.AcceptedAt, row.Midline is null ? null : System.Text.Json.JsonSerializer.Serialize(row.Midline), row.Failure, row.Written);

    /// <summary>Remembers which version of a slice is in the plain files.</summary>
    public void MarkWritten(string slice, long version) => database.Run("UPDATE slices SET written = $2 WHERE slice = $1", slice, version);

    /// <summary>Adds an entry; the slice's version becomes the next one.</summary>
    /// <param name="entry">The change.</param>
    /// <param name="row">What is known of the slice.</param>
    /// <param name="isCorrected">Whether the map differs from the prediction from now on.</param>
    /// <returns>The number of the entry, and the slice as it is from now on.</returns>
    public (long Number, SliceRow Row) Append(JournalEntry entry, SliceRow row, bool isCorrected) => database.Transact(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        database.Run(
            "INSERT INTO entries (slice, stroke, kind, target, layer, tool, x, y, width, height, before, after, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            entry.Slice, entry.Stroke, entry.Kind, entry.Target, entry.Layer, entry.Tool, entry.Box.X, entry.Box.Y, entry.Box.Width, entry.Box.Height,
            Deflated.Pack(entry.Before), Deflated.Pack(entry.After), now);
        long number = database.LastNumber();
        return (number, Update(row with { CorrectedAt = isCorrected ? now : null }));
    });

    /// <summary>Whether a stroke is in the journal.</summary>
    public bool Has(string stroke) => database.Read("SELECT 1 FROM entries WHERE stroke = $1", row => true, stroke).Count > 0;

    /// <summary>The entries of a slice in order, without their pixels.</summary>
    public IReadOnlyList<(long Number, EntryKind Kind, long Target)> ReadOrder(string slice) =>
        database.Read("SELECT number, kind, target FROM entries WHERE slice = $1 ORDER BY number", row => (row.GetInt64(0), (EntryKind)row.GetInt32(1), row.GetInt64(2)), slice);

    /// <summary>The entries of a slice after one, in order.</summary>
    public IReadOnlyList<JournalEntry> ReadAfter(string slice, long number) =>
        database.Read($"SELECT {EntryColumns} FROM entries WHERE slice = $1 AND number > $2 ORDER BY number", row => ReadEntry(slice, row), slice, number);

    /// <summary>An entry.</summary>
    public JournalEntry Read(string slice, long number) => database.Read($"SELECT {EntryColumns} FROM entries WHERE number = $1", row => ReadEntry(slice, row), number)[0];

    /// <summary>The maps that the first stroke of a slice was painted on; null if it was not touched.</summary>
    public (Raster<byte> Regions, Raster<byte> Damage)? FindBase(string slice) =>
        database.Read("SELECT width, height, regions, damage FROM bases WHERE slice = $1", ReadMaps, slice) is [var found] ? found : null;

    /// <summary>Keeps the maps on which strokes are painted, so that a later prediction does not change what is under them.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="regions">The region of each pixel.</param>
    /// <param name="damage">0 or 1.</param>
    public void KeepBase(string slice, Raster<byte> regions, Raster<byte> damage) => database.Run(
        "INSERT OR IGNORE INTO bases (slice, width, height, regions, damage) VALUES ($1, $2, $3, $4, $5)",
        slice, regions.Width, regions.Height, Deflated.Pack(regions.Pixels), Deflated.Pack(damage.Pixels));

    /// <summary>The last snapshot of a slice's maps, and the number of the last entry in it; null if there is none.</summary>
    public (long Entry, Raster<byte> Regions, Raster<byte> Damage)? FindSnapshot(string slice)
    {
        const string Query = "SELECT b.width, b.height, s.regions, s.damage, s.entry FROM snapshots s JOIN bases b ON b.slice = s.slice WHERE s.slice = $1";
        return database.Read(
            Query,
            row =>
            {
                (Raster<byte> regions, Raster<byte> damage) = ReadMaps(row);
                return (row.GetInt64(4), regions, damage);
            },
            slice) is [var found] ? found : null;
    }

    /// <summary>Keeps a snapshot, so that opening a slice reads few entries.</summary>
    public void KeepSnapshot(string slice, long entry, Raster<byte> regions, Raster<byte> damage) => database.Run(
        "INSERT OR REPLACE INTO snapshots (slice, entry, regions, damage) VALUES ($1, $2, $3, $4)", slice, entry, Deflated.Pack(regions.Pixels), Deflated.Pack(damage.Pixels));

    /// <summary>Forgets the strokes of a slice that is back at its prediction, so that a new prediction can take its place.</summary>
    public void Forget(string slice) => database.Transact(() =>
        database.Run("DELETE FROM entries WHERE slice = $1", slice) + database.Run("DELETE FROM bases WHERE slice = $1", slice) + database.Run("DELETE FROM snapshots WHERE slice = $1", slice));

    private static (Raster<byte> Regions, Raster<byte> Damage) ReadMaps(SqliteDataReader row)
    {
        var regions = new Raster<byte>(row.GetInt32(0), row.GetInt32(1));
        var damage = new Raster<byte>(regions.Size);
        Deflated.Unpack(row.GetFieldValue<byte[]>(2), regions.Pixels);
        Deflated.Unpack(row.GetFieldValue<byte[]>(3), damage.Pixels);
        return (regions, damage);
    }

    private static SliceRow ReadSlice(SqliteDataReader row) => new(row.GetString(0), row.GetInt64(1))
    {
        ChangedAt = JournalDatabase.TimeOf(row, 2),
        CorrectedAt = JournalDatabase.TimeOf(row, 3),
        AcceptedAt = JournalDatabase.TimeOf(row, 4),
        Midline = JournalDatabase.TextOf(row, 5) is { } line ? System.Text.Json.JsonSerializer.Deserialize<double[]>(line) : null,
        Failure = JournalDatabase.TextOf(row, 6),
        Written = row.GetInt64(7),
    };

    private static JournalEntry ReadEntry(string slice, SqliteDataReader row)
    {
        var box = new PixelBox(row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9));
        int length = box.Width * box.Height;
        return new JournalEntry
        {
            Number = row.GetInt64(0),
            Slice = slice,
            Stroke = row.GetString(1),
            Kind = (EntryKind)row.GetInt32(2),
            Target = row.GetInt64(3),
            Layer = (MapLayer)row.GetInt32(4),
            Tool = row.GetString(5),
            Box = box,
            Before = Deflated.Unpack(row.GetFieldValue<byte[]>(10), length),
            After = Deflated.Unpack(row.GetFieldValue<byte[]>(11), length),
        };
    }
}
