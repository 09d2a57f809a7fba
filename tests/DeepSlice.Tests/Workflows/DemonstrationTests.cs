using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Scores;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class DemonstrationTests
{
    [Fact]
    public void A_model_from_elsewhere_is_shown_on_the_synthetic_slices_with_its_scores()
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = TestModel.Create();
        ModelFile.Write(folder["model"], model);
        DatasetFolder.Write(folder["unseen"], PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 32 }, seed: 9));

        ScoreTable result = Demonstration.TryModel(folder["model"], folder["unseen"], folder["shipped"], TestContext.Current.CancellationToken);

        result.Slices.Count.ShouldBe(2);
        result.Mean.ShouldNotBeNull().Dice.ShouldBeInRange(0, 1);
        foreach (string name in (string[])["phantom-000.labels.png", "phantom-001.rois.zip", "report.html", "evaluation.html", "evaluation.csv", "evaluation.json"])
        {
            File.Exists(Path.Combine(folder["shipped"], name)).ShouldBeTrue(name);
        }

        File.ReadAllText(Path.Combine(folder["shipped"], "evaluation.html")).ShouldContain(model.Provenance.ToWords(model.Preprocessing.Binning));
    }
}
