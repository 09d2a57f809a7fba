using System.Globalization;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Creates the content of the report on a finished run.</summary>
internal static class TrainingSummary
{
    public static TrainingReportContent Make(
        TrainingSplit split, TrainingPlan plan, IReadOnlyList<EpochRecord> history, SegmentationModel model, RunFolder folder, CancellationToken cancellationToken)
    {
        (IReadOnlyList<ComparedSlice> compared, ScoreTable? validation) = Validate(split, model, cancellationToken);
        double seconds = history[^1].Seconds;
        double waited = history.Sum(record => record.WaitSeconds);
        return new TrainingReportContent
        {
            Head = new ReportHead("Training") { CommandLine = folder.CommandLine, Preprocessing = split.Dataset.Preprocessing },
            Subtitle = split.Dataset.Provenance,
            Facts =
            [
                Material(split, plan, history.Count),
                new ReportFact("Time", TimeSpan.FromSeconds(Math.Round(seconds)).ToString("c", CultureInfo.InvariantCulture), Counted.Of(history.Count, "epoch")),
                new ReportFact("Waiting", (waited / Math.Max(seconds, 1e-9)).ToString("P1", CultureInfo.InvariantCulture), "Fraction of the time that training waited for augmented slices."),
            ],
            Annotation = Annotation(split),
            Plan = plan.Decisions,
            Charts = Charts(split.Dataset.Catalog, history),
            Validation = validation,
            ValidationSlices = compared,
        };
    }

    private static ReportFact Material(TrainingSplit split, TrainingPlan plan, int epochs)
    {
        string heldOut = $"{split.Validation.Count} more were held out for validation.";
        string annotated = Counted.Of(split.Training.Count, "annotated slice");
        return plan.Atlas is not { } atlas
            ? new ReportFact("Trained on", Counted.Of(split.Training.Count, "slice"), heldOut)
            : new ReportFact(
                "Trained on",
                string.Create(CultureInfo.InvariantCulture, $"{(long)epochs * atlas.SlicesPerEpoch:N0} slices"),
                $"Sections of {string.Join(" and ", atlas.Names)}, each made once{(split.Training.Count > 0 ? $", and variations of {annotated}" : "")}. {heldOut}");
    }

    private static IReadOnlyList<AnnotatedRegion> Annotation(TrainingSplit split)
    {
        RegionCatalog catalog = split.Dataset.Catalog;
        IReadOnlyDictionary<string, int> training = RegionCounts.Of(split.Training, catalog).ByKey;
        IReadOnlyDictionary<string, int> heldOut = RegionCounts.Of(split.Validation, catalog).ByKey;
        return [.. catalog.Annotated.Select(region => new AnnotatedRegion(region, training[region.Key], heldOut[region.Key]))];
    }

    private static (IReadOnlyList<ComparedSlice> Slices, ScoreTable? Scores) Validate(TrainingSplit split, SegmentationModel model, CancellationToken cancellationToken)
    {
        var compared = new List<ComparedSlice>();
        var scores = new List<SliceScore>();
        var scorer = new MapScorer();
        IEnumerable<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions()).PredictEach(split.Validation.Select(slice => slice.Image), cancellationToken);
        foreach ((Slice slice, SlicePrediction prediction) in split.Validation.Zip(predictions))
        {
            var one = ComparedSlice.Of(split.Dataset, slice, prediction.Regions, prediction.Probabilities);
            scores.Add(scorer.Score(one));
            compared.Add(one with { Probabilities = null });
        }

        return (compared, scores.Count == 0 ? null : new ScoreTable(split.Dataset.Catalog, Measures.OfMaps, scores));
    }

    private static IReadOnlyList<TrainingChart> Charts(RegionCatalog catalog, IReadOnlyList<EpochRecord> history)
    {
        EpochRecord[] validated = [.. history.Where(record => record.ValidationDice is not null)];
        return
        [
            new TrainingChart
            {
                Title = "Loss",
                Explanation = "The loss function on augmented training slices.",
                Curves = [Curve("loss", history, record => record.Loss)],
                Minimum = 0,
            },
            .. validated.Length == 0 ? Array.Empty<TrainingChart>() : [new TrainingChart
            {
                Title = "Dice on held-out slices",
                Explanation = "Overlap with the annotation on the validation slices, which were not used for training; 1 is perfect.",
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
                Explanation = "Rises during the warm-up, then falls towards 0.",
                Curves = [Curve("learning rate", history, record => record.LearningRate)],
                Minimum = 0,
            },
            new TrainingChart
            {
                Title = "Waiting for augmented slices",
                Explanation = "Seconds of each epoch that training waited for augmented slices; should stay near 0.",
                Curves = [Curve("seconds", history, record => record.WaitSeconds)],
                Minimum = 0,
            },
        ];
    }

    private static TrainingCurve Curve(string name, IEnumerable<EpochRecord> records, Func<EpochRecord, double> value) =>
        new() { Name = name, Points = [.. records.Select(record => ((double)record.Epoch, value(record)))] };
}
