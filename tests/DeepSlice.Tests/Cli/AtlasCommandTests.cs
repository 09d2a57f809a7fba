using System.Text.Json;
using DeepSlice.Atlases;
using DeepSlice.Formats;
using DeepSlice.Slices;
using DeepSlice.Tests.Atlases;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class AtlasCommandTests : IDisposable
{
    private static readonly string[] Tiny =
    [
        "--set", "epochs=1", "--set", "network.widths=[4,8]", "--set", "network.workingSize={\"width\":32,\"height\":32}", "--set", "tissueLength=24",
        "--set", "atlas.slicesPerEpoch=8", "--set", "atlas.validationSections=2", "--set", "batchSize=4", "--set", "validationInterval=1",
    ];

    private readonly TemporaryFolder _folder = new();

    public AtlasCommandTests()
    {
        AtlasFixture.WriteBrain(_folder["atlas"]);
        AtlasFixture.WriteBrainRegions(_folder["regions.json"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Info_tells_what_an_atlas_holds_and_the_volumes_of_regions()
    {
        CliProcess run = CliProcess.Run("atlas", "info", _folder["atlas"], "--regions", _folder["regions.json"], "--structures");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("toy_mouse, Mus musculus");
        run.Output.ShouldContain("64×40×50 voxels of 200 µm");
        run.Output.ShouldContain("hippocampus");
        run.Output.ShouldContain("Field CA1");
        using JsonDocument json = JsonDocument.Parse(CliProcess.Run("atlas", "info", _folder["atlas"], "--regions", _folder["regions.json"], "--json").Output);
        JsonElement[] regions = [.. json.RootElement.GetProperty("regions").EnumerateArray()];
        regions.Sum(region => region.GetProperty("cubicMillimetres").GetDouble()).ShouldBe(json.RootElement.GetProperty("cubicMillimetres").GetDouble(), 1e-9);
    }

    [Fact]
    public void Structures_that_the_atlas_does_not_have_are_named()
    {
        CliProcess.Run("atlas", "info", _folder["atlas"], "--regions", "six-regions").ShouldBeRefused("expected acronyms, names or ids of toy_mouse for 'cb', got 'cbf'");
        CliProcess.Run("atlas", "info", _folder["atlas"], "--regions", "ten-regions").ShouldBeRefused("ten-regions", "six-regions");
        CliProcess.Run("atlas", "info", _folder["nothing"]).ShouldBeRefused(_folder["nothing"], "there is no such folder");
    }

    [Fact]
    public void Sections_are_made_as_a_dataset_and_the_same_for_the_same_seed()
    {
        Synthesize("one", "--planes", "sagittal").ExitCode.ShouldBe(0);
        Synthesize("two", "--planes", "sagittal").ExitCode.ShouldBe(0);

        SliceDataset one = DatasetFolder.Read(_folder["one"], TestContext.Current.CancellationToken);
        SliceDataset two = DatasetFolder.Read(_folder["two"], TestContext.Current.CancellationToken);
        one.Slices.Count.ShouldBe(6);
        one.Provenance.ShouldBe("synthetic sections of toy_mouse, seed 1");
        one.Catalog.Regions.Select(region => region.Key).ShouldBe(["bg", "cb", "hp", "rest"]);
        one.Slices[5].Image.Pixels.ToArray().ShouldBe(two.Slices[5].Image.Pixels.ToArray());
    }

    [Fact]
    public void Wrong_planes_counts_and_lengths_are_refused()
    {
        Synthesize("made", "--planes", "coronal,frontal").ShouldBeRefused("--planes", "coronal, sagittal, horizontal", "'frontal'");
        Synthesize("made", "--planes", "axial").ShouldBeRefused("'axial'");
        Synthesize("made", "--count", "0").ShouldBeRefused("--count", "1 or more");
        Synthesize("made", "--length", "4").ShouldBeRefused("--length", "16 to 2048");
        Path.Exists(_folder["made"]).ShouldBeFalse();
    }

    [Fact]
    public void A_network_is_trained_on_sections_predicts_any_magnification_and_is_the_beginning_of_another()
    {
        CliProcess run = Train("run", ["--atlas", _folder["atlas"], "--regions", _folder["regions.json"], .. Tiny]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("training a whole-slice network on sections of toy_mouse, 2 held out");
        run.Output.ShouldContain("sections of toy_mouse");

        Synthesize("new", "--seed", "5", "--length", "60").ExitCode.ShouldBe(0);
        CliProcess.Run("predict", "--model", _folder["run"], "--input", _folder["new"], "--output", _folder["found"]).ExitCode.ShouldBe(0);
        LabelPng.Read(Path.Combine(_folder["found"], "section-000.labels.png"), AtlasCatalog.Read(_folder["regions.json"]).Regions).Size.ShouldBe(new(72, 72));
        CliProcess.Run("calibrate", "--model", _folder["run"], "--dataset", _folder["new"]).Output.ShouldContain("temperature");

        CliProcess tuned = Train("tuned", ["--dataset", _folder["new"], "--from", _folder["run"], "--set", "epochs=1", "--json"]);
        tuned.ExitCode.ShouldBe(0, tuned.Error);
        Train("patches", ["--dataset", _folder["new"], "--from", _folder["run"], "--set", """patches={"coarseFactor":2,"sliceSize":{"width":96,"height":96}}"""])
            .ShouldBeRefused("expected a whole-slice network with tissueLength");
        CliProcess mixed = Train("mixed", ["--dataset", _folder["new"], "--atlas", _folder["atlas"], "--regions", _folder["regions.json"], .. Tiny]);
        mixed.ExitCode.ShouldBe(0, mixed.Error);
        mixed.Error.ShouldContain("on sections of toy_mouse and 6 slices");
    }

    [Fact]
    public void Two_datasets_are_trained_on_together()
    {
        Synthesize("one").ExitCode.ShouldBe(0);
        Synthesize("two", "--seed", "2").ExitCode.ShouldBe(0);

        CliProcess run = Train("run", ["--dataset", _folder["one"], "--dataset", _folder["two"], "--set", "epochs=1", "--set", "network.widths=[4,8]"]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("annotated in 12 slices");
        run.Error.ShouldNotContain("datasets of one scale");
        Synthesize("large", "--length", "80").ExitCode.ShouldBe(0);
        CliProcess.Run("plan", "--dataset", _folder["one"], "--dataset", _folder["large"]).Error.ShouldContain("expected datasets of one scale, got tissue of");
    }

    [Fact]
    public void What_is_missing_or_does_not_fit_is_refused()
    {
        Train("run", []).ShouldBeRefused("--dataset DATASET", "--atlas FOLDER", "got neither");
        Synthesize("one").ExitCode.ShouldBe(0);
        Train("run", ["--dataset", _folder["one"], "--planes", "sagittal"]).ShouldBeRefused("--planes with --atlas");
        Train("run", ["--resume", "--atlas", _folder["atlas"], "--regions", _folder["regions.json"], "--planes", "sagittal"]).ShouldBeRefused("--resume without", "--planes");
        Train("run", ["--dataset", _folder["one"], "--from", "no-such-model"]).ShouldBeRefused("'no-such-model'");
        CliProcess.Run("calibrate", "--model", _folder["run"]).ShouldBeRefused("--folds RUN or --dataset DATASET");
        Path.Exists(_folder["run"]).ShouldBeFalse();
    }

    // What is given replaces the default of the same option.
    private CliProcess Synthesize(string output, params string[] more)
    {
        string[] defaults = [.. new[] { ("--count", "6"), ("--length", "40") }.Where(option => !more.Contains(option.Item1)).SelectMany(option => new[] { option.Item1, option.Item2 })];
        return CliProcess.Run(["synthesize", "--atlas", _folder["atlas"], "--regions", _folder["regions.json"], "--output", _folder[output], .. defaults, .. more]);
    }

    private CliProcess Train(string output, string[] more) => CliProcess.Run(["train", "--output", _folder[output], .. more]);
}
