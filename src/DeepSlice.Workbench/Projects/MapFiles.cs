using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Quantities;
using DeepSlice.Slices;
using DeepSlice.Workbench.Images;
using DeepSlice.Workflows;

namespace DeepSlice.Workbench.Projects;

/// <summary>Writes the maps that people made as plain files, as <c>predict</c> writes its own: those accepted in one folder, those being corrected in another.</summary>
/// <param name="project">The project.</param>
/// <param name="images">Tells the size of an image.</param>
internal sealed class MapFiles(Project project, ImageStore images)
{
    private readonly Lock _lock = new();

    /// <summary>Writes the files of all slices that have changed since they were written.</summary>
    public async Task WriteAll()
    {
        foreach (SliceView slice in project.Slices().Where(NeedsWriting))
        {
            await Write(slice.Image.Id);
        }
    }

    /// <summary>Whether a slice has changed since its files were written.</summary>
    public static bool NeedsWriting(SliceView slice) => slice.Row.Version != slice.Row.Written && (slice.IsByHand || slice.Row.Written > 0);

    /// <summary>Writes the files of a slice into the folder where they belong, and removes them from the other.</summary>
    /// <exception cref="InvalidDataException">The image cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task Write(string id)
    {
        ImageSheet sheet = await images.Sheet(project.ImageFileOf(project.Slice(id).Image));
        (SliceView slice, Raster<byte> regions, Raster<byte> damage) = project.Maps.Use(id, map =>
        {
            if (map.LastEntry > 0)
            {
                project.Journal.KeepSnapshot(id, map.LastEntry, map.Regions, map.Damage);
            }

            return (project.Slice(id), map.Regions.Clone(), map.Damage.Clone());
        });
        lock (_lock)
        {
            PredictionFolder? place = slice.Row.AcceptedAt is not null ? project.Folder.Accepted : slice.Row.CorrectedAt is not null ? project.Folder.Corrected : null;
            foreach (PredictionFolder other in new[] { project.Folder.Accepted, project.Folder.Corrected }.Where(folder => folder.FullPath != place?.FullPath))
            {
                Remove(other, id);
            }

            if (place is not null && slice.Predicted is { } predicted)
            {
                var frame = new SliceFrame { Binning = new Binning(predicted.Binning), OriginalSize = new RasterSize(sheet.Width, sheet.Height), WorkingSize = regions.Size };
                Write(place, slice, predicted, frame, new RegionMap(project.Catalog, regions), damage);
            }

            project.MarkWritten(id, slice.Row.Version);
        }
    }

    private void Write(PredictionFolder folder, SliceView slice, PredictedState predicted, SliceFrame frame, RegionMap regions, Raster<byte> damage)
    {
        string id = slice.Image.Id;
        double? side = predicted.MicrometresPerWorkingPixel / predicted.Binning;
        IReadOnlyList<RegionOutline> outlines = RegionOutline.Trace(regions, frame);
        IReadOnlyList<QuPathAnnotation> annotations = SliceAnnotations.Of(id, frame.OriginalSize, outlines, Measure(id, regions, frame, side));
        ImageJRoi[] rois = [.. outlines.Zip(annotations, (outline, annotation) => outline.ToRoi() with { Properties = annotation.RoiProperties() })];

        // The map is written last: where it is, the other files are of the same state.
        Directory.CreateDirectory(folder.FullPath);
        File.Delete(folder.LabelsOf(id));
        WriteOrDelete(folder.OutlinesOf(id), rois.Length > 0 ? RoiSetFile.Encode(rois) : null);
        WriteOrDelete(folder.GeoJsonOf(id), rois.Length > 0 ? GeoJsonWriter.Encode(annotations) : null);
        bool isDamaged = damage.Pixels.Contains((byte)1);
        WriteOrDelete(folder.DamageOf(id), isDamaged ? PngFile.Encode(damage.Map(value => value == 0 ? DamageMask.Sound : DamageMask.Marked)) : null);
        WriteMidline(folder, slice);
        LabelPng.Write(folder.LabelsOf(id), regions);
        if (folder.FindCatalog() is not { } catalog || !catalog.HasSameRegions(project.Catalog))
        {
            folder.Write(project.Catalog);
        }

        Record(folder, id);
    }

    // The run of the model that predicted the slice, so that evaluate, import and quantify know scale, image and model.
    private void Record(PredictionFolder folder, string id)
    {
        if (project.Folder.Predictions.ReadRuns().Find(id) is not { } run)
        {
            return;
        }

        PredictionRunSlice slice = run.Slices.First(other => other.Id == id);
        PredictionRun[] same = [.. folder.ReadRuns().Runs.Where(other => other.Model.Sha256 == run.Model.Sha256)];
        if (same.SelectMany(other => other.Slices).Any(other => other == slice))
        {
            return;
        }

        folder.Write(run with
        {
            Written = project.Time.GetUtcNow(),
            CommandLine = ["workbench", project.Folder.FullPath],
            Slices = [.. same.SelectMany(other => other.Slices).Where(other => other.Id != id), slice],
        });
    }

    private static void WriteMidline(PredictionFolder folder, SliceView slice)
    {
        string id = slice.Image.Id;
        Dictionary<string, Midline> lines = new(MidlineFile.Read(folder.FullPath), StringComparer.Ordinal);
        Midline? line = slice.Row.Midline is [double x0, double y0, double x1, double y1] ? new Midline(id, SideState.Both, new PixelPoint(x0, y0), new PixelPoint(x1, y1)) : null;
        if (line is not null && lines.GetValueOrDefault(id) != line)
        {
            lines[id] = line;
            MidlineFile.Write(folder.FullPath, lines.Values.OrderBy(other => other.SliceId, StringComparer.Ordinal));
        }
    }

    private static IReadOnlyList<RegionMeasurement> Measure(string id, RegionMap regions, SliceFrame frame, double? side)
    {
        var areas = new double[regions.Catalog.Count];
        (int[] columns, int[] rows) = (frame.ColumnExtents(), frame.RowExtents());
        for (int y = 0; y < regions.Size.Height; y++)
        {
            ReadOnlySpan<byte> row = regions.Indices.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                areas[row[x]] += (double)columns[x] * rows[y];
            }
        }

        double tissue = Math.Max(1, areas.Sum() - areas[0]);
        return
        [
            .. regions.Catalog.Regions.Skip(1).Select(region => new RegionMeasurement
            {
                SliceId = id,
                Region = region,
                AreaPixels = areas[region.Index],
                AreaSquareMicrometres = areas[region.Index] * side * side,
                Fraction = areas[region.Index] / tissue,
                MeanIntensity = null,
                Confidence = null,
            }),
        ];
    }

    private static void Remove(PredictionFolder folder, string id)
    {
        if (Directory.Exists(folder.FullPath))
        {
            File.Delete(folder.LabelsOf(id));
            foreach (string ending in PredictionFolder.Endings)
            {
                File.Delete(Path.Combine(folder.FullPath, id + ending));
            }
        }
    }

    private static void WriteOrDelete(string path, byte[]? bytes)
    {
        if (bytes is null)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
        else
        {
            OutputFile.WriteBytes(path, bytes);
        }
    }
}
