using System.Diagnostics;
using System.Text.Json.Nodes;
using DeepSlice.Networks;
using DeepSlice.Tests.Cli;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class QuPathExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Project => _folder["project"];

    private string ClassesFile => _folder["project/classifiers/classes.json"];

    public QuPathExportTests()
    {
        using SegmentationModel model = TestModel.Create();
        ModelFile.Write(_folder["model.safetensors"], model);
        DeepSlice.Formats.ImageFile.Write(_folder["a.tif"], TestModel.Noise(30, 24, seed: 5));
        PredictionWorkflow.Run(model, [_folder["a.tif"]], _folder["found"], new PredictionWorkflowOptions(), cancellationToken: TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Project);
        File.WriteAllText(_folder["project/project.qpproj"], "{}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_project_gets_the_missing_classes_and_keeps_its_own_with_their_colours()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ClassesFile)!);
        File.WriteAllText(ClassesFile, """{"pathClasses":[{"name":"Tumor","color":-3670016},{"color":1},{"name":"cx","color":-1}],"other":7}""");
        QuPathExportResult result = QuPathExport.Write(_folder["found"], Project);

        (result.AddedClasses, result.Slices, result.Classes).ShouldBe((5, 1, ClassesFile));
        JsonNode root = JsonNode.Parse(File.ReadAllText(ClassesFile))!;
        ((int)root["other"]!).ShouldBe(7);
        root["pathClasses"]!.AsArray().Select(entry => ((string?)entry!["name"], (int)entry["color"]!)).ShouldBe(
        [
            ("Tumor", -3670016), (null, 1), ("cx", -1), ("cb", Argb(0xE69F00)), ("hp", Argb(0xF0E442)), ("th", Argb(0xD55E00)), ("mb", Argb(0x009E73)), ("bs", Argb(0xCC79A7)),
        ]);

        byte[] first = File.ReadAllBytes(ClassesFile);
        QuPathExport.Write(_folder["found"], Path.Combine(Project, "project.qpproj")).AddedClasses.ShouldBe(0);
        File.ReadAllBytes(ClassesFile).ShouldBe(first);
    }

    [Fact]
    public void The_command_writes_the_script_with_both_places_of_the_folder()
    {
        Directory.Move(_folder["found"], _folder["it's $ü"]);
        CliProcess run = CliProcess.Run("export", "--predictions", _folder["it's $ü"], "--qupath", Project);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("6 classes added");
        run.Output.ShouldContain("Run for project");
        string script = File.ReadAllText(_folder["project/scripts/import-deepslice-outlines.groovy"]);
        script.ShouldContain($"def places = ['{_folder.FullPath}/it\\u0027s $\\u00FC', '../it\\u0027s $\\u00FC']");
        script.All(letter => letter < 128).ShouldBeTrue();
    }

    [Theory]
    [InlineData("project.qpproj", null, "expected a QuPath project, a folder with project.qpproj, got a folder without; create it in QuPath")]
    [InlineData("classifiers/classes.json", "{\"pathClasses\":7}", "classes.json: expected the classes of a QuPath project, an object with the list 'pathClasses', got other JSON; restore the file from a backup")]
    [InlineData("classifiers/classes.json", "[]", "classes.json: expected the classes of a QuPath project")]
    [InlineData("classifiers/classes.json", "{", "classes.json: expected JSON, got")]
    public void A_folder_that_is_no_project_or_has_damaged_classes_is_refused(string file, string? text, string message)
    {
        string path = Path.Combine(Project, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (text is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, text);
        }

        Should.Throw<InvalidDataException>(() => QuPathExport.Write(_folder["found"], Project)).Message.ShouldContain(message);
        Directory.Exists(_folder["project/scripts"]).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_without_outlines_for_QuPath_is_refused()
    {
        File.Delete(_folder["found/a.geojson"]);
        Should.Throw<InvalidDataException>(() => QuPathExport.Write(_folder["found"], Project)).Message
            .ShouldContain("expected a folder written by predict, with run.json and outlines for QuPath (<id>.geojson), got no outlines; predict the slices again");
    }

    // QuPath itself is not needed: small classes stand in for those of it that the script uses.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_script_imports_updates_and_spares_what_was_changed(bool isBySide)
    {
        const string Groovy = "/usr/bin/groovy";
        Assert.SkipUnless(File.Exists(Groovy), "Groovy is not installed: apt-get install groovy");
        if (isBySide)
        {
            File.WriteAllText(_folder["found/midlines.csv"], "slice,sides,top_x,top_y,bottom_x,bottom_y\na,both,15,0,15,24\n");
            QuantityWorkflow.Run(_folder["found"], _folder["found"], new QuantityOptions(), cancellationToken: TestContext.Current.CancellationToken);
        }

        string script = QuPathExport.Write(_folder["found"], Project).Script;
        string stand = Path.Combine(AppContext.BaseDirectory, "Data", "qupath");
        var start = new ProcessStartInfo(Groovy, ["-cp", stand, Path.Combine(stand, "Drive.groovy"), script, Project, "30", "24", "a.tif", new Uri(_folder["a.tif"]).ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string[] lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await error);
        string written = await File.ReadAllTextAsync(_folder[isBySide ? "found/qupath/a.geojson" : "found/a.geojson"], TestContext.Current.CancellationToken);
        string[] names = [.. JsonNode.Parse(written)!["features"]!.AsArray().SelectMany(feature => Names(feature!))];
        names.Contains("all tissue").ShouldBe(isBySide);
        names.Length.ShouldBeGreaterThan(3);
        string kept = $"a.tif: {names.Length - 2} outlines of slice a; kept, since they were changed or locked: [{names[0]}, {names[1]}]";
        lines.ShouldBe(
        [
            $"a.tif: {names.Length} outlines of slice a",
            $"objects [{string.Join(", ", names)}]",
            kept,
            $"objects [{names[0]}, {names[1]}, cell, drawn, {string.Join(", ", names[2..])}] resolved 1",
            "a.tif: this image has 31 x 24 pixels, and slice a 30 x 24; nothing was imported",
            "a.tif: no slice of DeepSlice; nothing was imported",
            kept,
            "nobody.tif: no slice of DeepSlice; nothing was imported",
        ]);
    }

    private static IEnumerable<string> Names(JsonNode feature) =>
        (feature["properties"]!["childObjects"]?.AsArray().SelectMany(child => Names(child!)) ?? []).Prepend((string)feature["properties"]!["name"]!);

    private static int Argb(int rgb) => unchecked((int)0xFF000000) | rgb;
}
