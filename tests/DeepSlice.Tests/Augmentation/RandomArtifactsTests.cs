using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Augmentation;

public sealed class RandomArtifactsTests
{
    private static readonly SliceSample s_slice = Sample();

    [Fact]
    public void As_many_slices_suffer_as_the_probability_says_and_the_others_are_handed_back_as_they_are()
    {
        var artifacts = new RandomArtifacts(new ArtifactOptions { Probability = 0.25 });

        int suffering = Enumerable.Range(0, 400).Count(i => artifacts.Apply(s_slice, new RandomStream((ulong)i)) != s_slice);

        suffering.ShouldBeInRange(75, 125);
        Enumerable.Range(0, 20).ShouldAllBe(i => new RandomArtifacts(ArtifactOptions.None).Apply(s_slice, new RandomStream((ulong)i)) == s_slice);
    }

    [Fact]
    public void The_same_stream_gives_the_same_slice_and_another_stream_another()
    {
        var artifacts = new RandomArtifacts(new ArtifactOptions { Probability = 1 });

        float[] first = artifacts.Apply(s_slice, new RandomStream(5)).Image.Pixels.ToArray();

        artifacts.Apply(s_slice, new RandomStream(5)).Image.Pixels.ToArray().ShouldBe(first);
        artifacts.Apply(s_slice, new RandomStream(6)).Image.Pixels.ToArray().ShouldNotBe(first);
    }

    [Fact]
    public void What_is_not_named_or_has_no_weight_does_not_happen()
    {
        // Only artifacts that do not change labels remain.
        Dictionary<string, double> weights = ArtifactCatalog.All.Where(artifact => !artifact.ChangesLabels).ToDictionary(artifact => artifact.Key, _ => 1.0);
        weights["tear"] = 0;
        var artifacts = new RandomArtifacts(new ArtifactOptions { Probability = 1, Weights = weights });

        Enumerable.Range(0, 40).ShouldAllBe(i => artifacts.Apply(s_slice, new RandomStream((ulong)i)).Labels == s_slice.Labels);
    }

    [Fact]
    public void A_heavier_artifact_happens_more_often()
    {
        var weights = new Dictionary<string, double> { ["fading"] = 1, ["hemisection"] = 3 };
        var artifacts = new RandomArtifacts(new ArtifactOptions { Probability = 1, AnotherProbability = 0, Weights = weights });

        int cut = Enumerable.Range(0, 400).Count(i => artifacts.Apply(s_slice, new RandomStream((ulong)i)).Labels != s_slice.Labels);

        cut.ShouldBeInRange(270, 330);
    }

    [Fact]
    public void A_key_that_is_no_artifact_a_negative_weight_and_no_weight_at_all_are_refused()
    {
        ArtifactOptions With(string key, double weight) => new() { Weights = new Dictionary<string, double> { [key] = weight } };

        Should.Throw<ArgumentException>(() => With("tears", 1)).Message.ShouldContain("expected one of rotation");
        Should.Throw<ArgumentException>(() => With("tear", -1)).Message.ShouldContain("expected 0 to 1000, got -1");
        Should.Throw<ArgumentException>(() => With("tear", 0)).Message.ShouldContain("expected at least one weight above 0");
    }

    private static SliceSample Sample()
    {
        Slice slice = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = 64 }, seed: 3).Slices[0];
        return new SliceSample(slice.Image, slice.Regions!.Indices);
    }
}
