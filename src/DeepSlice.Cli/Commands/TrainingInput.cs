using System.CommandLine;
using DeepSlice.Atlases;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

/// <summary>What is trained on: annotated slices, atlases, or both.</summary>
/// <param name="Dataset">The annotated slices; empty without --dataset.</param>
/// <param name="Atlases">The atlases with their regions; empty without --atlas.</param>
internal sealed record TrainingInput(SliceDataset Dataset, IReadOnlyList<AtlasRegions> Atlases)
{
    public static Option<string[]> DatasetFolders { get; } = new("--dataset")
    {
        Description = "Dataset folder with annotated slices; may be repeated for datasets with the same regions.",
        HelpName = "DATASET",
        DefaultValueFactory = _ => [],
    };

    public static Option<string[]> AtlasFolders { get; } = AtlasOptions.CreateFolders(isRequired: false);

    // Lengths of tissue vary this much from slice to slice of one scale.
    private const double MostScaleRatio = 1.25;

    private (string Folder, SliceDataset Slices)[] Folders { get; init; } = [];

    /// <summary>Reads what the command line names.</summary>
    public static TrainingInput Read(CommandContext context)
    {
        string[] datasets = context.Get(DatasetFolders);
        string[] atlases = context.Get(AtlasFolders);
        if (datasets.Length == 0 && atlases.Length == 0)
        {
            throw new UsageException("expected --dataset DATASET, --atlas FOLDER, or both, got neither; give what to train on");
        }

        if (atlases.Length == 0 && (context.Find(AtlasOptions.Regions) is not null || context.Find(AtlasOptions.Planes) is not null))
        {
            throw new UsageException("expected --regions and --planes with --atlas, got no --atlas; the regions of a dataset are those of its annotation");
        }

        IReadOnlyList<AtlasRegions> mapped = AtlasOptions.Read(context, atlases);
        (string Folder, SliceDataset Slices)[] read = [.. datasets.Select(folder => (folder, DatasetFolder.Read(folder, context.CancellationToken)))];
        SliceDataset slices = read.Length > 0 ? DatasetUnion.Of(read) : new SliceDataset { Catalog = mapped[0].Catalog, Slices = [], Preprocessing = Preprocessing.None };
        return new TrainingInput(slices with { Provenance = Provenance(slices, mapped) }, mapped) { Folders = read };
    }

    /// <summary>Whether all slices are of one dataset, which was imported at one scale.</summary>
    public bool IsOneScale => Folders.Length <= 1;

    /// <summary>In how many slices each region is annotated, and which atlases there are.</summary>
    public string ToWords() => string.Join(
        '\n',
        new[]
        {
            Dataset.Slices.Count > 0 ? RegionCounts.Of(Dataset).ToWords() : "",
            Atlases.Count > 0 ? $"sections of {string.Join(" and ", Atlases.Select(mapped => mapped.Atlas.Name))}" : "",
        }.Where(text => text.Length > 0));

    /// <summary>Warns of regions without annotation, of tissue that is too small, and of datasets of different scales, which a network that resamples slices does not mind.</summary>
    /// <param name="plan">The plan of the training.</param>
    public void Warn(TrainingPlan plan)
    {
        if (plan.TissueLength is null && Folders.Length > 1)
        {
            WarnOfScales(Array.ConvertAll(Folders, Measure));
        }

        if (Dataset.Slices.Count > 0)
        {
            Failure.Warn(RegionCounts.Of(Dataset).Warning());
            Failure.Warn(DatasetScale.Warning(Dataset));
        }
    }

    private static void WarnOfScales((string Folder, double Pixels)[] medians)
    {
        if (medians.Max(dataset => dataset.Pixels) > MostScaleRatio * medians.Min(dataset => dataset.Pixels))
        {
            Failure.Warn(FormattableString.Invariant(
                $"expected datasets of one scale, got tissue of {string.Join(" and ", medians.Select(dataset => FormattableString.Invariant($"{dataset.Pixels:0} working pixels in {dataset.Folder}")))}; import them at one scale, or train with --from mouse-any-plane or --atlas, which resample slices"));
        }
    }

    // The median length of the tissue.
    private static (string Folder, double Pixels) Measure((string Folder, SliceDataset Slices) dataset) =>
        (dataset.Folder, TissueLengths.Measure(dataset.Slices.Slices.Select(slice => slice.Image))?.Median ?? TissueLengths.TooSmall);

    private static string Provenance(SliceDataset slices, IReadOnlyList<AtlasRegions> atlases) => string.Join(
        ", ", new[] { slices.Provenance, string.Join(" and ", atlases.Select(mapped => $"{SliceDataset.SectionsOf} {mapped.Atlas.Name}")) }.Where(text => text.Length > 0));
}
