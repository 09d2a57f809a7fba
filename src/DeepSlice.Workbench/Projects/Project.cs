using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Workbench.Api;
using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>A project that is open: its images, predictions and changes.</summary>
/// <remarks>Thread-safe. One process at a time has a project open.</remarks>
internal sealed class Project : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IDisposable _held;
    private readonly JournalDatabase _database;
    private readonly Dictionary<string, SliceRow> _rows;
    private readonly Dictionary<string, ProjectImage> _images;
    private ProjectDocument _document;

    private Project(ProjectFolder folder, IDisposable held, JournalDatabase database, ProjectDocument document, TimeProvider time)
    {
        Folder = folder;
        Time = time;
        _held = held;
        _database = database;
        _document = document;
        Journal = new StrokeJournal(database, time);
        Commands = new CommandLog(database, time);
        Predictions = new PredictionIndex(database, folder.Predictions);
        Maps = new SliceMaps(Journal, ReadPredicted);
        _rows = Journal.ReadSlices().ToDictionary(row => row.Slice, StringComparer.Ordinal);
        _images = document.Images.ToDictionary(image => image.Id, StringComparer.Ordinal);
        Catalog = folder.Predictions.FindCatalog() ?? RegionCatalog.SagittalSix;
        Predictions.Refresh(Catalog);
    }

    /// <summary>Where its files are.</summary>
    public ProjectFolder Folder { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The regions.</summary>
    public RegionCatalog Catalog { get; private set; }

    /// <summary>The changes by hand.</summary>
    public StrokeJournal Journal { get; }

    /// <summary>The actions as commands.</summary>
    public CommandLog Commands { get; }

    /// <summary>The database of journal, commands and jobs.</summary>
    public JournalDatabase Database => _database;

    /// <summary>What is known of the predictions.</summary>
    public PredictionIndex Predictions { get; }

    /// <summary>The maps as they are after the last change.</summary>
    public SliceMaps Maps { get; }

    /// <summary>Called with a slice that has changed.</summary>
    public Action<SliceView>? Changed { get; set; }

    /// <summary>The list of images, the name and the model.</summary>
    public ProjectDocument Document
    {
        get
        {
            lock (_lock)
            {
                return _document;
            }
        }
    }

    /// <summary>Opens a project, or begins one.</summary>
    /// <param name="path">Its folder; made where it is missing.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidDataException">The folder's files are damaged, or those of something else.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another workbench has it open.</exception>
    public static Project Open(string path, TimeProvider time)
    {
        var folder = new ProjectFolder(path);
        RequireProject(folder);
        Directory.CreateDirectory(folder.FullPath);
        IDisposable held = Hold(folder);
        try
        {
            ProjectDocument document = ReadDocument(folder);
            JournalDatabase database = JournalDatabase.Open(folder.JournalFile);
            return new Project(folder, held, database, document, time);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>All slices in the order in which they were added.</summary>
    public IReadOnlyList<SliceView> Slices()
    {
        lock (_lock)
        {
            return [.. _document.Images.Select(ViewOf)];
        }
    }

    /// <summary>A slice.</summary>
    /// <exception cref="NotThereException">There is none of this id.</exception>
    public SliceView Slice(string id)
    {
        lock (_lock)
        {
            return _images.TryGetValue(id, out ProjectImage? image)
                ? ViewOf(image)
                : throw new NotThereException("expected a slice of the project, got another id; reload the page");
        }
    }

    /// <summary>The file of a slice's image.</summary>
    public string ImageFileOf(ProjectImage image) => Path.Combine(Folder.Images, image.File);

    /// <summary>Remembers what was done with a slice, and tells who listens.</summary>
    public SliceView Keep(SliceRow row)
    {
        SliceView view;
        lock (_lock)
        {
            _rows[row.Slice] = row;
            view = ViewOf(_images[row.Slice]);
        }

        Changed?.Invoke(view);
        return view;
    }

    /// <summary>Remembers which version of a slice is in the plain files.</summary>
    public void MarkWritten(string id, long version)
    {
        lock (_lock)
        {
            SliceRow row = (_rows.GetValueOrDefault(id) ?? new SliceRow(id, 0)) with { Written = version };
            _rows[id] = row;
            Journal.MarkWritten(id, version);
        }
    }

    /// <summary>Changes the list of images, the name or the model.</summary>
    public ProjectDocument Change(Func<ProjectDocument, ProjectDocument> change)
    {
        lock (_lock)
        {
            ProjectDocument changed = change(_document);
            OutputFile.WriteText(Folder.DocumentFile, JsonSerializer.Serialize(changed, JsonFormat.Readable) + "\n");
            _document = changed;
            _images.Clear();
            foreach (ProjectImage image in changed.Images)
            {
                _images[image.Id] = image;
            }

            return changed;
        }
    }

    /// <summary>Reads what <c>predict</c> has written since; slices that nobody has touched show it.</summary>
    public void RefreshPredictions()
    {
        Catalog = Folder.Predictions.FindCatalog() ?? Catalog;
        foreach (string id in Predictions.Refresh(Catalog))
        {
            SliceView? view;
            lock (_lock)
            {
                view = _images.TryGetValue(id, out ProjectImage? image) ? ViewOf(image) : null;
            }

            if (view is { IsByHand: false })
            {
                Journal.Forget(id);
                Maps.Forget(id);
                Keep(Journal.Update(view.Row with { Failure = null }));
            }
        }
    }

    public void Dispose()
    {
        _database.Dispose();
        _held.Dispose();
    }

    private static IDisposable Hold(ProjectFolder folder)
    {
        try
        {
            return FileLock.Open(folder.LockFile);
        }
        catch (IOException error) when (FileLock.IsHeld(error))
        {
            throw new IOException($"{folder.FullPath}: expected a project that no other workbench has open, got one that is open; use that one, or stop it", error);
        }
    }

    private static void RequireProject(ProjectFolder folder)
    {
        bool isNew = !File.Exists(folder.DocumentFile) && Directory.Exists(folder.FullPath);
        string? other = isNew ? Directory.EnumerateFileSystemEntries(folder.FullPath).Select(path => Path.GetFileName(path)).FirstOrDefault(name => !name.StartsWith('.') && !IsOurs(folder, name)) : null;
        if (other is not null)
        {
            throw new InvalidDataException($"{folder.FullPath}: expected a project or an empty folder, got one with '{other}'; name another folder, and give the images by --images");
        }
    }

    // What a start that was stopped early has left.
    private static bool IsOurs(ProjectFolder folder, string name) =>
        name.StartsWith(Path.GetFileName(folder.JournalFile), StringComparison.Ordinal) || name == Path.GetFileName(folder.LockFile) || name == Path.GetFileName(folder.Cache);

    private static ProjectDocument ReadDocument(ProjectFolder folder) => File.Exists(folder.DocumentFile)
        ? JsonText.Read<ProjectDocument>(folder.DocumentFile, JsonFormat.Readable, "put back a copy of the file")
        : new ProjectDocument { Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.FullPath)), Model = ShippedModels.Default };

    private SliceView ViewOf(ProjectImage image) => new(image, _rows.GetValueOrDefault(image.Id) ?? new SliceRow(image.Id, 0), Predictions.Find(image.Id));

    private (Raster<byte> Regions, Raster<byte> Damage) ReadPredicted(string id)
    {
        PredictionFolder folder = Folder.Predictions;
        string path = folder.LabelsOf(id);
        if (!File.Exists(path))
        {
            throw new NotThereException("expected a slice with a map, got one that is not predicted; predict it first");
        }

        Raster<byte> regions = LabelPng.Read(path, Catalog);
        if (RegionMap.FindUnknown(Catalog, regions) is { } problem)
        {
            throw new InvalidDataException($"{path}: {problem}; predict the slice again");
        }

        Raster<byte> damage = File.Exists(folder.DamageOf(id)) ? DamageMaskFile.Read(folder.DamageOf(id)).Map(value => (byte)(value == DamageMask.Sound ? 0 : 1)) : new Raster<byte>(regions.Size);
        return damage.Size == regions.Size ? (regions, damage) : throw new InvalidDataException($"{folder.DamageOf(id)}: expected {regions.Size} pixels, got {damage.Size}; predict the slice again");
    }
}
