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
        Enumerable.Range(0, 20).ShouldAllBe(i => new RandomArtifacts(new ArtifactOptions()).Apply(s_slice, new RandomStream((ulong)i)) == s_slice);
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
    public void What_is_left_out_does_not_happen()
    {
        // Only artifacts that leave labels alone remain.
        string[] moving = [.. ArtifactCatalog.All.Where(artifact => artifact.ChangesLabels).Select(artifact => artifact.Key)];
        var artifacts = new RandomArtifacts(new ArtifactOptions { Probability = 1, LeftOut = moving });

        Enumerable.Range(0, 40).ShouldAllBe(i => artifacts.Apply(s_slice, new RandomStream((ulong)i)).Labels == s_slice.Labels);
    }

    [Fact]
    public void A_key_that_is_no_artifact_and_leaving_all_out_are_refused()
    {
        Should.Throw<ArgumentException>(() => new ArtifactOptions { LeftOut = ["tears"] }).Message.ShouldContain("found artifact 'tears', allowed are rotation");
        string[] all = [.. ArtifactCatalog.All.Select(artifact => artifact.Key)];
        Should.Throw<ArgumentException>(() => new ArtifactOptions { LeftOut = all }).Message.ShouldContain("at least one must stay");
    }

    private static SliceSample Sample()
    {
        Slice slice = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = 64 }, seed: 3).Slices[0];
        return new SliceSample(slice.Image, slice.Regions!.Indices);
    }
}
