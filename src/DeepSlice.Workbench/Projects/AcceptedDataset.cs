using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Workbench.Projects;

/// <summary>Makes datasets of the accepted slices of a project, from its plain files.</summary>
internal static class AcceptedDataset
{
    /// <summary>Writes a dataset.</summary>
    /// <param name="folder">The project; a workbench may have it open.</param>
    /// <param name="model">The model whose channel, plane and background are read.</param>
    /// <param name="output">Folder of the dataset.</param>
    /// <param name="held">Whether the held-out slices are taken, or the others; null for all.</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    /// <returns>Number of slices.</returns>
    /// <exception cref="InvalidDataException">No slice is accepted, or an image cannot be read.</exception>
    public static int Write(ProjectFolder folder, SegmentationModel model, string output, bool? held, CancellationToken cancellationToken)
    {
        ProjectDocument document = JsonText.Read<ProjectDocument>(folder.DocumentFile, JsonFormat.Readable, "put back a copy of the file");
        PredictionFolder accepted = folder.Accepted;
        PredictionRuns runs = accepted.ReadRuns();
        ProjectImage[] images = [.. document.Images.Where(image => (held is null || image.Held == held) && File.Exists(accepted.LabelsOf(image.Id)))];
        if (images.Length == 0)
        {
            throw new InvalidDataException($"{accepted.FullPath}: expected accepted slices{(held is { } wanted ? wanted ? " that are held out" : " that are not held out" : "")}, got none; accept some in the workbench");
        }

        RegionCatalog catalog = accepted.FindCatalog() ?? RegionCatalog.SagittalSix;
        int BinningOf(ProjectImage image) => runs.FindSlice(image.Id)?.Binning ?? image.Binning ?? 1;
        var common = new Binning(images.CountBy(BinningOf).MaxBy(count => count.Value).Key);
        List<double?> sides = [];
        Slice Take(ProjectImage image)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Slice slice = Read(folder, accepted, catalog, model, image, BinningOf(image), out double? side);
            sides.Add(side * BinningOf(image) / common.Factor);
            return At(slice, common);
        }

        Slice[] slices = [.. images.Select(Take)];
        double? same = sides.Distinct().Count() == 1 ? sides[0] : null;
        var description = new SliceDataset
        {
            Catalog = catalog,
            Slices = [],
            Preprocessing = model.Preprocessing with { Binning = common, MicrometresPerPixel = same, Rule = null },
            Provenance = $"accepted in the workbench of {document.Name}",
        };
        DatasetFolder.Write(output, description, slices, overwrite: true);
        return slices.Length;
    }

    private static Slice Read(ProjectFolder folder, PredictionFolder accepted, RegionCatalog catalog, SegmentationModel model, ProjectImage image, int binning, out double? side)
    {
        var options = new PredictionWorkflowOptions
        {
            Binning = new Binning(binning),
            MicrometresPerPixel = image.PixelSize,
            Reading = image.Channel is int channel ? new Preprocessing { Channel = channel } : null,
        };
        InputSlice input = new ImageSource(new FolderImage(Path.Combine(folder.Images, image.File), image.Id, image.Animal), model, options).ReadFor(model, CancellationToken.None);
        side = input.MicrometresPerPixel;
        string path = accepted.LabelsOf(image.Id);
        var regions = new RegionMap(catalog, LabelPng.Read(path, catalog));
        return regions.Size == input.Slice.Image.Size
            ? input.Slice with { Regions = regions, Damage = File.Exists(accepted.DamageOf(image.Id)) ? DamageMaskFile.Read(accepted.DamageOf(image.Id)) : null }
            : throw new InvalidDataException($"{path}: expected a map of {input.Slice.Image.Size} pixels, the size of the image at binning {binning}, got {regions.Size}; the image has changed, predict it again");
    }

    // A dataset has one binning: a slice of another one is kept as it is, as if its image had been taken at the same magnification.
    private static Slice At(Slice slice, Binning common) => slice.Frame.Binning == common ? slice : slice with
    {
        Frame = new SliceFrame { Binning = common, OriginalSize = new RasterSize(slice.Image.Width * common.Factor, slice.Image.Height * common.Factor), WorkingSize = slice.Image.Size },
    };
}
