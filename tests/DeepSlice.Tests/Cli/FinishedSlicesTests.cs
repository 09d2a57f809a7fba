using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Reports;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Cli;

/// <summary>Calls of <c>predict</c> that go on where others have ended.</summary>
public sealed class FinishedSlicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FinishedSlicesTests()
    {
        using SegmentationModel model = TestModel.Create();
        ModelFile.Write(_folder["model.safetensors"], model);
        Directory.CreateDirectory(_folder["in"]);
        SaveImages(0, 3);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_call_does_nothing_again()
    {
        Predict("out");
        Dictionary<string, DateTime> before = Times("out");
        Predict("out").Output.ShouldContain("3 slices in", Case.Sensitive);
        Times("out").ShouldBe(before);
        Predict("out").Output.ShouldContain("all finished before");
    }

    [Fact]
    public void New_images_are_added_and_table_and_report_are_those_of_one_run()
    {
        Predict("out");
        DateTime before = File.GetLastWriteTimeUtc(_folder["out/s01.labels.png"]);
        SaveImages(3, 2);
        Predict("out").Output.ShouldContain("5 slices");
        File.GetLastWriteTimeUtc(_folder["out/s01.labels.png"]).ShouldBe(before);
        Predict("fresh");
        ShouldBeSame("fresh", "out");
        Pictures("out").ShouldBe(10);
    }

    [Fact]
    public void A_changed_image_a_missing_output_and_other_options_are_predicted_again()
    {
        Predict("out");
        SaveImages(1, 1, seed: 9);
        Predict("out").Output.ShouldContain("2 finished before");
        File.Delete(_folder["out/s00.overlay.png"]);
        Predict("out").Output.ShouldContain("2 finished before");
        File.Exists(_folder["out/s00.overlay.png"]).ShouldBeTrue();
        Predict("out", "--tta").Output.ShouldNotContain("finished before");
        Predict("out", "--tta", "--again").Output.ShouldNotContain("finished before");
        Predict("fresh", "--tta");
        ShouldBeSame("fresh", "out");
    }

    [Fact]
    public void Parts_give_together_the_files_of_one_run()
    {
        SaveImages(3, 20);
        Predict("alone");
        foreach (string part in (string[])["2/3", "3/3", "1/3"])
        {
            Predict("parts", "--shard", part);
        }

        File.Exists(_folder["parts/regions.csv"]).ShouldBeFalse();
        Predict("parts").Output.ShouldContain("23 slices");
        ShouldBeSame("alone", "parts");
        Directory.GetFiles(_folder["parts/finished"], "*.jsonl").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_line_that_is_cut_off_counts_as_none()
    {
        Predict("out");
        string lines = Directory.GetFiles(_folder["out/finished"], "*.jsonl").ShouldHaveSingleItem();
        File.WriteAllText(lines, File.ReadAllText(lines)[..^100]);
        Predict("out").Output.ShouldContain("2 finished before");
        Predict("out").Output.ShouldContain("all finished before");
    }

    [Fact]
    public void Outlines_that_were_corrected_stay_also_where_the_slice_is_finished()
    {
        Predict("out");
        string corrected = File.ReadAllText(_folder["out/s01.geojson"]).Replace("\"name\":", "\"note\":\"mine\",\"name\":", StringComparison.Ordinal);
        File.WriteAllText(_folder["out/s01.geojson"], corrected);
        CliProcess run = CliProcess.Run("predict", "--model", _folder["model.safetensors"], "--input", _folder["in"], "--output", _folder["out"]);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("corrected");
        File.ReadAllText(_folder["out/s01.geojson"]).ShouldBe(corrected);
    }

    [Fact]
    public void A_report_on_many_slices_has_pages_that_show_the_overlays_beside_it()
    {
        int count = PredictionReport.MostPictures + 5;
        SaveImages(0, count);
        Predict("out");
        File.ReadAllText(_folder["out/report.html"]).ShouldNotContain("data:image/png");
        new FileInfo(_folder["out/report.html"]).Length.ShouldBeLessThan(1_000_000);
        string[] pages = [.. Directory.GetFiles(_folder["out/report"]).Order(StringComparer.Ordinal)];
        pages.ShouldBe([_folder["out/report/page-2.html"], _folder["out/report/page-3.html"]]);
        string[] all = [_folder["out/report.html"], .. pages];
        all.Sum(page => File.ReadAllText(page).Split("<article ").Length - 1).ShouldBe(count);
        foreach (string page in all)
        {
            string[] shown = [.. File.ReadAllText(page).Split("<img src=\"").Skip(1).Select(text => text[..text.IndexOf('"', StringComparison.Ordinal)])];
            shown.ShouldNotBeEmpty();
            shown.Where(address => !File.Exists(Path.Combine(Path.GetDirectoryName(page)!, address))).ShouldBeEmpty();
        }

        File.Delete(_folder["in/s00.tif"]);
        SaveImages(0, 3);
        Array.ForEach(Directory.GetFiles(_folder["in"], "s?*.tif").Order(StringComparer.Ordinal).Skip(3).ToArray(), File.Delete);
        Predict("out");
        Directory.GetFiles(_folder["out/report"]).ShouldBeEmpty();
        Pictures("out").ShouldBe(6);
    }

    private CliProcess Predict(string output, params string[] more)
    {
        CliProcess run = CliProcess.Run(["predict", "--model", _folder["model.safetensors"], "--input", _folder["in"], "--output", _folder[output], .. more]);
        run.ExitCode.ShouldBe(0, run.Error);
        return run;
    }

    private int Pictures(string output) => File.ReadAllText(_folder[$"{output}/report.html"]).Split("data:image/png").Length - 1;

    private Dictionary<string, DateTime> Times(string output) =>
        Directory.GetFiles(_folder[output], "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc, StringComparer.Ordinal);

    private void ShouldBeSame(string expected, string found)
    {
        string[] names = [.. Directory.GetFiles(_folder[expected]).Select(path => Path.GetFileName(path)).Where(name => name is not ("report.html" or "run.json" or "run.lock"))];
        names.ShouldContain("regions.csv");
        names.Where(name => !File.ReadAllBytes(_folder[$"{found}/{name}"]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder[$"{expected}/{name}"]))).ShouldBeEmpty();
    }

    private void SaveImages(int first, int count, ulong seed = 2)
    {
        foreach (int i in Enumerable.Range(first, count))
        {
            ImageFile.Write(_folder[$"in/s{i:00}.tif"], TestModel.Noise(40, 40, seed + (ulong)i));
        }
    }
}
