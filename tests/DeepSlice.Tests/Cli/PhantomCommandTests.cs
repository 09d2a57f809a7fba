using DeepSlice.Formats;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Phantoms;

namespace DeepSlice.Tests.Cli;

public sealed class PhantomCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PhantomCommandTests() => Directory.CreateDirectory(_folder["rois"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Drawn_outlines_become_a_slice_each_and_the_bad_file_is_named()
    {
        DrawnBrains.Save(DrawnBrains.Draw("one", 2), _folder["rois/one.zip"]);
        DrawnBrains.Save(DrawnBrains.Draw("two", 3, "cb"), _folder["rois/two.zip"]);
        File.WriteAllText(_folder["rois/text.zip"], "this is text");
        CliProcess run = FromRois();

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("2 slices of 64×64 pixels");
        run.Output.ShouldContain("1 file skipped");
        run.Error.ShouldContain("deepslice: " + _folder["rois/text.zip"]);
        SliceDataset dataset = DatasetFolder.Read(_folder["made"], TestContext.Current.CancellationToken);
        dataset.Slices.Select(slice => slice.Id).ShouldBe(["one", "two"]);
        dataset.MicrometresPerPixel.ShouldBe(250);
        dataset.Slices[1].Regions!.Area(dataset.Catalog.Find("cb")!).ShouldBe(0);
    }

    [Fact]
    public void More_slices_than_zips_are_further_rounds()
    {
        DrawnBrains.Save(DrawnBrains.Draw("one", 2), _folder["rois/one.zip"]);
        CliProcess run = FromRois("--count", "3");

        run.ExitCode.ShouldBe(0, run.Error);
        DatasetFolder.Read(_folder["made"], TestContext.Current.CancellationToken).Slices.Select(slice => slice.Id).ShouldBe(["one", "one_round2", "one_round3"]);
    }

    [Fact]
    public void A_folder_without_zips_and_a_count_of_none_are_refused_and_nothing_is_written()
    {
        FromRois().ShouldBeRefused(_folder["rois"], "expected .zip or .roi files of ImageJ, or .geojson files");
        FromRois("--count", "0").ShouldBeRefused("--count", "expected 1 or more", "got 0");
        CliProcess.Run("phantom", "--rois", _folder["none"], "--output", _folder["made"]).ShouldBeRefused(_folder["none"], "no such folder");
        File.WriteAllText(_folder["rois/text.zip"], "this is text");
        FromRois().ShouldBeRefused(_folder["rois/text.zip"], "zip of ROIs");
        Directory.Exists(_folder["made"]).ShouldBeFalse();
    }

    private CliProcess FromRois(params string[] more) =>
        CliProcess.Run(["phantom", "--rois", _folder["rois"], "--size", "64", "--output", _folder["made"], .. more]);
}
