using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Reports;

/// <summary>What a training report shows; parts that are missing are left out of the page.</summary>
public sealed record TrainingReportContent
{
    /// <summary>Heading, as the name of the run.</summary>
    public required string Title { get; init; }

    /// <summary>One line below the heading, as what was trained on what.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Figures at the head, as time, epochs and size of the network; those of the validation are added.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>The plan, decision by decision.</summary>
    public IReadOnlyList<PlanDecision> Plan { get; init; } = [];

    /// <summary>Curves recorded while training.</summary>
    public IReadOnlyList<TrainingChart> Charts { get; init; } = [];

    /// <summary>Augmented images beside their labels, see <see cref="ContactSheet"/>; null where there was no augmentation.</summary>
    public Raster<RegionColor>? AugmentationSheet { get; init; }

    /// <summary>Scores on slices that were not trained on; null where there were none.</summary>
    public ScoreTable? Validation { get; init; }

    /// <summary>The slices that were not trained on, to be pictured.</summary>
    public IReadOnlyList<ComparedSlice> ValidationSlices { get; init; } = [];
}
