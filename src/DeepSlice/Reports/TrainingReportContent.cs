using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Reports;

/// <summary>Content of a training report; missing parts are omitted from the page.</summary>
internal sealed record TrainingReportContent
{
    /// <summary>Title and origin.</summary>
    public required ReportHead Head { get; init; }

    /// <summary>One line below the heading, for example the source of the training data.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Figures at the top, for example time and epochs; those of the validation are added.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>In how many slices each region is drawn; empty if that is not shown.</summary>
    public IReadOnlyList<AnnotatedRegion> Annotation { get; init; } = [];

    /// <summary>The plan, decision by decision.</summary>
    public IReadOnlyList<PlanDecision> Plan { get; init; } = [];

    /// <summary>Curves recorded in training.</summary>
    public IReadOnlyList<TrainingChart> Charts { get; init; } = [];

    /// <summary>Augmented images beside their labels, see <see cref="ContactSheet"/>; null if there was no augmentation.</summary>
    public Raster<RegionColor>? AugmentationSheet { get; init; }

    /// <summary>Scores on held-out slices; null if there were none.</summary>
    public ScoreTable? Validation { get; init; }

    /// <summary>The held-out slices, for the pictures.</summary>
    public IReadOnlyList<ComparedSlice> ValidationSlices { get; init; } = [];
}
