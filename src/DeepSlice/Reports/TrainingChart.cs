namespace DeepSlice.Reports;

/// <summary>A chart of a training report.</summary>
internal sealed record TrainingChart
{
    /// <summary>Heading.</summary>
    public required string Title { get; init; }

    /// <summary>One line that explains the chart, in plain words.</summary>
    public required string Explanation { get; init; }

    /// <summary>Label of the horizontal axis, with unit.</summary>
    public string XLabel { get; init; } = "epoch";

    /// <summary>The curves.</summary>
    public required IReadOnlyList<TrainingCurve> Curves { get; init; }

    /// <summary>Lower end of the vertical axis; null to fit it to the curves.</summary>
    public double? Minimum { get; init; }

    /// <summary>Upper end of the vertical axis; null to fit it to the curves.</summary>
    public double? Maximum { get; init; }
}
