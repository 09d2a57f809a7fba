using System.IO.Compression;
using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Workbench;

public sealed class MapFilesTests
{
    [Fact]
    public async Task An_accepted_map_is_written_as_predict_writes_its_own()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        version = (await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 4, 4, 7, 9, 6)))["version"]!.GetValue<long>();
        version = (await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 30, 30, 4, 4, 1, layer: "damage")))["version"]!.GetValue<long>();
        await project.Server.State.Files.WriteAll();
        File.Exists(project.Folder.Corrected.LabelsOf("s0")).ShouldBeTrue();

        await project.Client.Post("/api/slices/s0/accept", new { version });
        await project.Server.State.Files.WriteAll();

        Directory.EnumerateFiles(project.Folder.Corrected.FullPath, "s0.*").ShouldBeEmpty();
        PredictionFolder accepted = project.Folder.Accepted;
        Raster<byte> map = (await project.Client.Map("s0")).Map;
        LabelPng.Read(accepted.LabelsOf("s0"), RegionCatalog.SagittalSix).Pixels.SequenceEqual(map.Pixels).ShouldBeTrue();
        DamageMaskFile.Read(accepted.DamageOf("s0")).Pixels.Count(DamageMask.Marked).ShouldBe(16);
        Rasterized(accepted.OutlinesOf("s0")).Pixels.SequenceEqual(map.Pixels).ShouldBeTrue();
        accepted.ReadRuns().FindSlice("s0")!.Binning.ShouldBe(ServedProject.Binning);
        accepted.FindCatalog()!.HasSameRegions(RegionCatalog.SagittalSix).ShouldBeTrue();
        PredictedOutlines.Is(accepted.GeoJsonOf("s0")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_slice_that_is_reopened_and_reverted_has_no_files()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        version = (await project.Client.Post("/api/slices/s0/accept", new { version }))["version"]!.GetValue<long>();
        await project.Server.State.Files.WriteAll();
        File.Exists(project.Folder.Accepted.LabelsOf("s0")).ShouldBeTrue();

        await project.Client.Post("/api/slices/s0/reopen", new { version });
        await project.Server.State.Files.WriteAll();

        Directory.EnumerateFiles(project.Folder.Accepted.FullPath, "s0.*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_midline_that_is_drawn_is_the_one_that_quantify_reads()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        version = project.Server.State.Editing.SetMidline("s0", version, [80, 0, 84, 160]).Row.Version;

        await project.Client.Post("/api/slices/s0/accept", new { version });
        await project.Server.State.Files.WriteAll();

        MidlineFile.Read(project.Folder.Accepted.FullPath)["s0"].ShouldBe(new Midline("s0", SideState.Both, new PixelPoint(80, 0), new PixelPoint(84, 160)));
        (await project.Client.Get("/api/slices/s0"))["midline"]!.ToJsonString().ShouldBe("[[80,0],[84,160]]");
    }

    [Fact]
    public async Task Exported_outlines_are_those_of_the_corrected_map()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        version = (await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 4, 4, 7, 9, 6)))["version"]!.GetValue<long>();
        await project.Client.Post("/api/slices/s0/accept", new { version });

        JsonNode job = await project.Client.Finish(await project.Client.Post("/api/export", new { kind = "rois", slices = "accepted" }));

        job["state"]!.GetValue<string>().ShouldBe("done", job.ToJsonString());
        byte[] zip = await project.Client.Bytes($"/api/download/{job["result"]!["download"]!.GetValue<string>()}");
        using var archive = new ZipArchive(new MemoryStream(zip));
        archive.Entries.Select(entry => entry.Name).ShouldBe(["s0.rois.zip"]);
        string file = Path.Combine(project.Folder.Cache, "s0.rois.zip");
        archive.Entries[0].ExtractToFile(file);
        Raster<byte> map = (await project.Client.Map("s0")).Map;
        Rasterized(file).Pixels.SequenceEqual(map.Pixels).ShouldBeTrue();
    }

    [Fact]
    public async Task Quantities_are_those_of_the_accepted_maps_only()
    {
        await using ServedProject project = await ServedProject.Start();
        long version = (await project.Client.Map("s0")).Version;
        version = (await project.Client.Post("/api/slices/s0/strokes", WorkbenchClient.Stroke(version, 0, 0, 5, 5, 6)))["version"]!.GetValue<long>();
        await project.Client.Post("/api/slices/s0/accept", new { version });

        JsonNode table = await project.Client.Get("/api/quantities");

        string[] columns = [.. table["columns"]!.AsArray().Select(name => name!.GetValue<string>())];
        int Column(string name) => Array.IndexOf(columns, name);
        string[][] rows = [.. table["rows"]!.AsArray().Select(row => row!.AsArray().Select(field => field!.GetValue<string>()).ToArray())];
        rows.Select(row => row[Column("slice")]).Distinct().ShouldBe(["s0"]);
        rows.Single(row => row[Column("region")] == "bs" && row[Column("side")] == "both")[Column("region_area_px")].ShouldBe("400");
        (await project.Client.Get("/api/commands"))[0]!["command"]!.GetValue<string>().ShouldStartWith("deepslice quantify --predictions ");
    }

    private static Raster<byte> Rasterized(string zip)
    {
        var frame = new SliceFrame { Binning = new Binning(ServedProject.Binning), OriginalSize = new RasterSize(160, 160), WorkingSize = new RasterSize(40, 40) };
        return RegionMapBuilder.FromOutlines(
            RegionCatalog.SagittalSix,
            frame.WorkingSize,
            RoiSetFile.Read(zip).Rois.Select(roi => KeyValuePair.Create(roi.Name, roi.Outline.Map(frame.ToWorking))),
            RasterRule.PixelCentre).Indices;
    }
}
