using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class ArtifactsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SliceDataset _dataset = PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 40 }, seed: 5);

    public ArtifactsCommandTests() => DatasetFolder.Write(_folder["dataset"], _dataset);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_slice_of_a_dataset_is_shown_with_its_regions()
    {
        CliProcess run = Show(_folder["dataset"], "--slice", "phantom-001", "--artifact", "tear", "--artifact", "fading", "--seed", "7", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("slice").GetString().ShouldBe("phantom-001");
        result.RootElement.GetProperty("artifacts")[0].GetProperty("key").GetString().ShouldBe("tear");
        result.RootElement.GetProperty("artifacts").GetArrayLength().ShouldBe(2);
        string[] files = [.. result.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        files.ShouldBe(["artifacts.png", "artifacts-regions.png", "artifacts.html"]);
        Directory.EnumerateFiles(_folder["out"]).Select(path => Path.GetFileName(path)!).ShouldBe(files, ignoreOrder: true);
        string page = File.ReadAllText(_folder["out/artifacts.html"]);
        page.ShouldContain("ripped from its border");
        page.ShouldNotContain("out of focus");
    }

    [Fact]
    public void An_image_file_is_shown_without_regions_and_an_earlier_sheet_of_regions_is_gone()
    {
        Show(_folder["dataset"], "--artifact", "fold").ExitCode.ShouldBe(0);
        File.Exists(_folder["out/artifacts-regions.png"]).ShouldBeTrue();

        CliProcess run = Show(_folder["dataset/images/phantom-000.tif"], "--artifact", "fold", "noise", "--binning", "2");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("2 artifacts of slice phantom-000");
        File.Exists(_folder["out/artifacts-regions.png"]).ShouldBeFalse();
    }

    [Fact]
    public void Wrong_input_is_refused()
    {
        Show(_folder["nowhere.tif"]).ShouldBeRefused("nowhere.tif", "no such file");
        Show(_folder["dataset"], "--slice", "phantom-009").ShouldBeRefused("phantom-009", "phantom-001");
        Show(_folder["dataset"], "--binning", "2").ShouldBeRefused("--binning", "expected an image file for --binning");
        Show(_folder["dataset"], "--artifact", "tears").ShouldBeRefused("'tears'", "tear, missing-piece");
        Show(_folder["dataset/dataset.json"]).ShouldBeRefused("dataset.json");
        Path.Exists(_folder["out"]).ShouldBeFalse();
    }

    private CliProcess Show(string input, params string[] more) => CliProcess.Run(["artifacts", "--input", input, "--output", _folder["out"], .. more]);
}
