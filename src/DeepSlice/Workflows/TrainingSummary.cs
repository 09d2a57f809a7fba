using System.Globalization;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Gathers what a report on a finished run shows.</summary>
internal static class TrainingSummary
{
    public static TrainingReportContent Make(SliceDataset dataset, TrainingPlan plan, IReadOnlyList<EpochRecord> history, SegmentationModel model)
    {
        TrainingSplit split = TrainingSplit.Make(dataset, plan);
        (IReadOnlyList<ComparedSlice> compared, ScoreTable? validation) = Validate(dataset, split.Validation, model);
        double seconds = history[^1].Seconds;
        double waited = history.Sum(record => record.WaitSeconds);
        return new TrainingReportContent
        {
            Title = "Training",
            Subtitle = dataset.Provenance,
            Facts =
            [
                new ReportFact("Trained on", $"{split.Training.Count} slices", $"{split.Validation.Count} more were set aside to measure."),
                new ReportFact("Time", TimeSpan.FromSeconds(Math.Round(seconds)).ToString("c", CultureInfo.InvariantCulture), $"{history.Count} epochs"),
                new ReportFact("Waiting", (waited / Math.Max(seconds, 1e-9)).ToString("P1", CultureInfo.InvariantCulture), "Share of the time the network waited for augmented slices."),
            ],
            Plan = plan.Decisions,
            Charts = Charts(dataset.Catalog, history),
            Validation = validation,
            ValidationSlices = compared,
        };
    }

    private static (IReadOnlyList<ComparedSlice> Slices, ScoreTable? Scores) Validate(SliceDataset dataset, IReadOnlyList<Slice> slices, SegmentationModel model)
    {
        var compared = new List<ComparedSlice>();
        var scores = new List<SliceScore>();
        var scorer = new MapScorer();
        IEnumerable<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions()).PredictEach(slices.Select(slice => slice.Image));
        foreach ((Slice slice, SlicePrediction prediction) in slices.Zip(predictions))
        {
            var one = ComparedSlice.Of(dataset, slice, prediction.Regions, prediction.Probabilities);
            scores.Add(scorer.Score(one));
            compared.Add(one with { Probabilities = null });
        }

        return (compared, scores.Count == 0 ? null : new ScoreTable(dataset.Catalog, Measures.OfMaps, scores));
    }

    private static IReadOnlyList<TrainingChart> Charts(RegionCatalog catalog, IReadOnlyList<EpochRecord> history)
    {
        EpochRecord[] validated = [.. history.Where(record => record.ValidationDice is not null)];
        return
        [
            new TrainingChart
            {
                Title = "Loss",
                Explanation = "What training makes small, measured on augmented training slices.",
                Curves = [Curve("loss", history, record => record.Loss)],
                Minimum = 0,
            },
            .. validated.Length == 0 ? Array.Empty<TrainingChart>() : [new TrainingChart
            {
                Title = "Dice on slices set aside",
                Explanation = "Overlap with the annotation on slices the network was not trained on; 1 is perfect.",
                Curves =
                [
                    .. catalog.Annotated.Select(region => Curve(
                        region.Name, [.. validated.Where(record => record.RegionDice.ContainsKey(region.Key))], record => record.RegionDice[region.Key]) with { Color = region.Color }),
                    Curve("mean", validated, record => record.ValidationDice!.Value),
                ],
                Minimum = 0,
                Maximum = 1,
            }],
            new TrainingChart
            {
                Title = "Learning rate",
                Explanation = "Step size: rises while the network finds its footing, then falls so that it settles.",
                Curves = [Curve("learning rate", history, record => record.LearningRate)],
                Minimum = 0,
            },
            new TrainingChart
            {
                Title = "Waiting for augmented slices",
                Explanation = "Seconds of each epoch in which the network had nothing to do; it should stay near 0.",
                Curves = [Curve("seconds", history, record => record.WaitSeconds)],
                Minimum = 0,
            },
        ];
    }

    private static TrainingCurve Curve(string name, IEnumerable<EpochRecord> records, Func<EpochRecord, double> value) =>
        new() { Name = name, Points = [.. records.Select(record => ((double)record.Epoch, value(record)))] };
}
