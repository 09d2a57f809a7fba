using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Evaluation;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Evaluation;

public sealed class RobustnessMeasurementTests : IDisposable
{
    private static readonly IReadOnlyList<Slice> _slices = PhantomGenerator.GenerateDataset(3, new PhantomOptions { SizePixels = 32 }, seed: 5).Slices;
    private static readonly Artifact[] _artifacts = [ArtifactCatalog.Get("hemisection"), ArtifactCatalog.Get("noise")];

    private readonly SegmentationModel _model = TestModel.Create();
    private readonly SegmentationModel _blind = TestModel.Create(blind: true);

    public void Dispose()
    {
        _model.Dispose();
        _blind.Dispose();
    }

    [Fact]
    public void What_a_slice_suffers_depends_on_its_id_the_artifact_and_the_severity_alone()
    {
        RobustnessPlace place = RobustnessPlace.Of(_artifacts[1], 3);
        float[] Pixels(Slice slice, RobustnessPlace at) => at.Corrupt(slice).Image.Pixels.ToArray();

        float[] first = Pixels(_slices[0], place);
        Pixels(_slices[1], place);
        Pixels(_slices[0], place).ShouldBe(first);
        Pixels(_slices[0] with { Id = "other" }, place).ShouldNotBe(first);
        Pixels(_slices[0], RobustnessPlace.Of(_artifacts[1], 4)).ShouldNotBe(first);
        RobustnessPlace.Clean.Corrupt(_slices[0]).ShouldBeSameAs(_slices[0]);
    }

    [Fact]
    public void All_models_see_the_same_images_whatever_their_number_and_the_order_of_slices()
    {
        RobustnessSubject model = Subject("model", _model);
        RobustnessSubject blind = Subject("blind", _blind);
        (RobustnessPlace, IReadOnlyList<RobustnessSubject>)[] both = [.. RobustnessPlace.All(_artifacts).Select(place => (place, (IReadOnlyList<RobustnessSubject>)[model, blind]))];
        (RobustnessPlace, IReadOnlyList<RobustnessSubject>)[] alone = [.. RobustnessPlace.All(_artifacts.Reverse()).Select(place => (place, (IReadOnlyList<RobustnessSubject>)[blind]))];

        string[] together = [.. RobustnessMeasurement.Run(_slices, both, default).SelectMany(Images)];
        string[] reversed = [.. RobustnessMeasurement.Run([.. _slices.Reverse()], alone, default).SelectMany(Images)];

        together.Length.ShouldBe(2 * 11 * 3);
        together.Distinct().Order(StringComparer.Ordinal).ShouldBe(reversed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_prediction_is_scored_against_the_annotation_that_the_artifact_has_left()
    {
        MeasuredCell cell = RobustnessMeasurement.Run(_slices, [(RobustnessPlace.Of(_artifacts[0], 5), [Subject("model", _model)])], default).Single();

        IReadOnlyList<SlicePrediction> expected = new SlicePredictor(_model, new PredictionOptions()).Predict([.. cell.Slices.Select(slice => slice.Image)]);
        cell.Slices.Zip(expected).All(pair => pair.First.Predicted.Indices.Pixels.SequenceEqual(pair.Second.Regions.Indices.Pixels)).ShouldBeTrue();
        foreach ((ComparedSlice slice, SliceScore score, Slice whole) in cell.Slices.Zip(cell.Scores.Slices, _slices))
        {
            slice.Truth.Indices.Pixels.Count((byte)0).ShouldBeGreaterThan(whole.Regions!.Indices.Pixels.Count((byte)0), slice.Id);
            score.Regions.Keys.ShouldBe(slice.Truth.Catalog.Annotated.Where(region => slice.Truth.Area(region) > 0).Select(region => region.Key), slice.Id);
        }
    }

    [Fact]
    public void Clean_scores_come_from_the_slices_untouched_and_a_blind_model_fails_everywhere()
    {
        RobustnessScorecard card = RobustnessMeasurement.Measure(Subject("blind", _blind), _slices, _artifacts, null, default);

        card.Clean.Dice.ShouldBe(0);
        card.CatastropheRate.ShouldBe(1);
        card.RelativeDice.ShouldBeNull();
        card.Clean.Judged.ShouldBe(_slices.Sum(slice => slice.Regions!.Catalog.Annotated.Count(region => slice.Regions.Area(region) > 0)));
    }

    [Fact]
    public void Each_slice_is_predicted_by_the_network_it_belongs_to()
    {
        var subject = new RobustnessSubject("folds",
        [
            (new SlicePredictor(_blind, new PredictionOptions()), new HashSet<string> { _slices[1].Id }),
            (new SlicePredictor(_model, new PredictionOptions()), new HashSet<string> { _slices[0].Id, _slices[2].Id }),
        ]);
        MeasuredCell cell = RobustnessMeasurement.Run(_slices, [(RobustnessPlace.Clean, [subject])], default).Single();

        cell.Slices.Select(slice => slice.Predicted.Indices.Pixels.ContainsAnyExcept((byte)0)).ShouldBe([true, false, true]);
        Slice stranger = _slices[0] with { Id = "stranger" };
        Should.Throw<ArgumentException>(() => RobustnessMeasurement.Run([stranger], [(RobustnessPlace.Clean, [subject])], default).ToArray()).Message.ShouldContain("'stranger'");
    }

    [Fact]
    public void A_slice_without_annotation_is_refused() =>
        Should.Throw<ArgumentException>(() => RobustnessMeasurement.Run([_slices[0] with { Regions = null }], [], default)).Message.ShouldContain(_slices[0].Id);

    private static RobustnessSubject Subject(string name, SegmentationModel model) => RobustnessSubject.Of(name, new SlicePredictor(model, new PredictionOptions()));

    private static IEnumerable<string> Images(MeasuredCell cell) =>
        cell.Slices.Select(slice => $"{cell.Place.Key} {slice.Id} {string.Join(' ', slice.Image.Pixels.ToArray())} {Convert.ToHexString(slice.Truth.Indices.Pixels)}");
}
