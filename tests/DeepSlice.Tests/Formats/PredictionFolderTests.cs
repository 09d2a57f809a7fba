using DeepSlice.Formats;
using DeepSlice.Slices;
using DeepSlice.Tests.Cli;

namespace DeepSlice.Tests.Formats;

public sealed class PredictionFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PredictionFolder Folder => new(_folder.FullPath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_slice_is_known_by_its_label_map_or_its_outlines()
    {
        foreach (string name in (string[])["b.labels.png", "b.rois.zip", "a.rois.zip", "c.overlay.png", "d.labels.tif", "e.zip", ".labels.png", "catalog.json"])
        {
            File.WriteAllText(_folder[name], "");
        }

        Folder.SliceIds().ShouldBe(["a", "b"]);
        Should.Throw<DirectoryNotFoundException>(() => new PredictionFolder(_folder["none"]).SliceIds()).Message.ShouldContain("there is no such folder");
    }

    [Fact]
    public void A_folder_of_an_earlier_version_has_no_runs_and_may_have_no_catalogue()
    {
        Folder.ReadRuns().Runs.ShouldBeEmpty();
        Folder.ReadRuns().Find("a").ShouldBeNull();
        Folder.FindCatalog().ShouldBeNull();
        Folder.CatalogOr(null).ShouldBe(RegionCatalog.SagittalSix);
    }

    [Fact]
    public void A_later_run_owns_the_slices_that_it_predicted_again_and_runs_without_slices_are_omitted()
    {
        RunRecord.Write(_folder.FullPath, "first", [], ["a"]);
        RunRecord.Write(_folder.FullPath, "second", [], ["b", "c"]);
        RunRecord.Write(_folder.FullPath, "third", [], ["a", "c"]);

        PredictionRuns runs = Folder.ReadRuns();
        runs.Runs.Select(run => run.Model.Source).ShouldBe(["second", "third"]);
        runs.Runs[0].Slices.ShouldHaveSingleItem().Id.ShouldBe("b");
        runs.Find("c")!.Model.Source.ShouldBe("third");
    }

    [Fact]
    public void Runs_that_end_at_the_same_time_are_all_recorded()
    {
        string[] ids = [.. Enumerable.Range(0, 40).Select(run => $"slice-{run:00}")];
        Parallel.ForEach(ids, new ParallelOptions { MaxDegreeOfParallelism = 8 }, id => RunRecord.Write(_folder.FullPath, id, [], [id]));
        Folder.ReadRuns().Runs.Select(run => run.Model.Source).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public void A_lock_that_stays_held_is_an_error_that_names_its_file()
    {
        using (FileLock.Take(_folder["run.lock"], TimeSpan.FromSeconds(1)))
        {
            Should.Throw<IOException>(() => FileLock.Take(_folder["run.lock"], TimeSpan.Zero)).Message.ShouldContain("run.lock: expected a folder that no other run writes to");
        }

        FileLock.Take(_folder["run.lock"], TimeSpan.Zero).Dispose();
    }

    [Fact]
    public void Keys_that_a_later_version_adds_are_ignored()
    {
        RunRecord.Write(_folder.FullPath, "a lab", ["x"], ["a"]);
        string written = File.ReadAllText(_folder["run.json"]);
        string later = written
            .Replace("\"runs\": [", "\"format\": 7, \"runs\": [", StringComparison.Ordinal)
            .Replace("\"configuration\": \"whole\"", "\"configuration\": \"whole\", \"parameters\": {\"count\": 1}", StringComparison.Ordinal)
            .Replace("\"key\": \"bg\"", "\"key\": \"bg\", \"atlas\": 997", StringComparison.Ordinal)
            .Replace("\"binning\": 1", "\"binning\": 1, \"page\": 3", StringComparison.Ordinal);
        later.Length.ShouldBeGreaterThan(written.Length + 50);
        File.WriteAllText(_folder["run.json"], later);

        PredictionRun run = Folder.ReadRuns().Runs.ShouldHaveSingleItem();
        run.Model.SliceIds.ShouldBe(["x"]);
        run.Slices.ShouldHaveSingleItem().ShouldBe(new PredictionRunSlice { Id = "a", Input = "/slices/a.tif", Binning = 1, Width = 40, Height = 40 });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"runs\":null}")]
    [InlineData("{\"runs\":[null]}")]
    [InlineData("{\"runs\":[{\"slices\":[]}]}")]
    public void A_damaged_record_of_runs_is_named(string text)
    {
        File.WriteAllText(_folder["run.json"], text);
        Should.Throw<InvalidDataException>(() => Folder.ReadRuns()).Message.ShouldStartWith(_folder["run.json"]);
    }

    [Fact]
    public void A_damaged_catalogue_is_named()
    {
        File.WriteAllText(_folder["catalog.json"], "null");
        Should.Throw<InvalidDataException>(() => Folder.FindCatalog()).Message.ShouldContain("catalog.json: expected a list in [ ], got null");
    }
}
