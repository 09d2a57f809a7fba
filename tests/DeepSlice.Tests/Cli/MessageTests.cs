using System.Collections.Concurrent;
using System.Text;
using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Cli;

/// <summary>Bad inputs of every kind at the commands that read them: one line of plain words each.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MessageTests()
    {
        DatasetFolder.Write(_folder["set"], PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = 32 }, seed: 3));
        Directory.CreateDirectory(_folder["empty"]);
        foreach ((string name, string text) in ((string, string)[])
        [
            ("nothing.json", ""), ("cut.json", "{\"epochs\": 3"), ("comma.json", "[1,]"), ("list.json", "[]"), ("object.json", "{}"), ("null.json", "null"), ("number.json", "3"),
            ("text.json", "words"), ("kind.json", "{\"epochs\": \"many\"}"), ("range.json", "{\"epochs\": 0}"), ("key.json", "{\"epoch\": 3}"), ("none.json", "{\"epochs\": null}"),
            ("region.json", "[{\"index\": 0, \"key\": \"bg\", \"name\": \"x\"}]"),
        ])
        {
            File.WriteAllText(_folder[name], text);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_files_are_named_in_plain_words()
    {
        List<string[]> runs =
        [
            .. ((string[])["nothing", "comma", "object", "region", "text"]).Select(name => (string[])["import", "--numpy", _folder["empty"], "--catalog", _folder[name + ".json"], "--output", _folder["x"]]),
            .. ((string[])["cut", "list", "null", "key"]).Select(name => (string[])["plan", "--dataset", CopyOfSet(name)]),
            .. ((string[])["cut", "kind", "range", "key", "none", "number"]).Select(name => (string[])["plan", "--dataset", _folder["set"], "--config", _folder[name + ".json"]]),
        ];
        Directory.CreateDirectory(_folder["found"]);
        File.Copy(_folder["cut.json"], _folder["found/run.json"]);
        File.WriteAllText(_folder["found/phantom-000.labels.png"], "");
        runs.Add(["import", "--images", _folder["set/images"], "--rois", _folder["found"], "--output", _folder["x"]]);
        runs.Add(["evaluate", "--predictions", _folder["found"], "--dataset", _folder["set"]]);
        runs.Add(["predict", "--model", _folder["cut.json"], "--input", _folder["set"], "--output", _folder["x"]]);
        runs.Add(["predict", "--model", _folder["empty"], "--input", _folder["set"], "--output", _folder["x"]]);
        runs.Add(["predict", "--model", _folder["set"], "--input", _folder["set"], "--output", _folder["x"]]);
        runs.Add(["predict", "--input", _folder["text.json"], "--output", _folder["x"]]);
        runs.Add(["robustness", "--model", _folder["comma.json"], "--dataset", _folder["set"], "--output", _folder["x"]]);
        runs.Add(["train", "--dataset", _folder["set"], "--output", _folder["x"], "--folds", "5"]);
        runs.Add(["train", "--dataset", _folder["set"], "--output", _folder["x"], "--set", "epochs=0"]);
        runs.Add(["train", "--dataset", _folder["set/images"], "--output", _folder["x"]]);
        runs.Add(["export", "--dataset", _folder["set"], "--numpy", _folder["set"]]);
        runs.Add(["export", "--dataset", _folder["set"], "--numpy", _folder["cut.json"]]);
        runs.Add(["phantom", "--count", "1", "--output", _folder["cut.json/x"]]);
        runs.Add(["phantom", "--count", "1", "--output", ""]);
        runs.Add(["phantom", "--count", "1", "--output", _folder[new string('n', 300)]]);
        runs.Add(["phantom", "--count", "1", "--size", "7", "--output", _folder["x"]]);
        runs.Add(["artifacts", "--input", _folder["cut.json"], "--output", _folder["x"]]);
        runs.Add(["import", "--numpy", _folder["nowhere"], "--output", _folder["x"]]);
        runs.Add(["import", "--images", _folder["set/dataset.json"], "--rois", _folder["nowhere"], "--output", _folder["x"]]);

        foreach ((string[] arguments, CliProcess run) in RunAll(runs))
        {
            string shown = string.Join(' ', arguments);
            run.ExitCode.ShouldBe(1, $"{shown}: {run.Error}");
            run.Error.TrimEnd().Split('\n').Length.ShouldBe(1, $"{shown}: {run.Error}");
            FrameworkWords.ShouldNotBeIn(run.Error);
        }
    }

    [Fact]
    public void Metadata_of_a_model_is_checked_in_plain_words()
    {
        using (SegmentationModel made = TestModel.Create())
        {
            ModelFile.Write(_folder["model.safetensors"], made);
        }

        byte[] model = File.ReadAllBytes(_folder["model.safetensors"]);
        List<string[]> runs = [];
        foreach ((string found, string replacement) in ((string, string)[])[("regionCount", "regionCuont"), ("key\\u0022", "yek\\u0022"), ("[{", "[1"), ("__metadata__", "__metadada__")])
        {
            int at = model.AsSpan().IndexOf(Encoding.UTF8.GetBytes(found));
            at.ShouldBeGreaterThan(0, found);
            byte[] damaged = [.. model];
            Encoding.UTF8.GetBytes(replacement).CopyTo(damaged, at);
            File.WriteAllBytes(_folder[$"damaged-{runs.Count}.safetensors"], damaged);
            runs.Add(["predict", "--model", _folder[$"damaged-{runs.Count}.safetensors"], "--input", _folder["set"], "--output", _folder["x"]]);
        }

        foreach ((_, CliProcess run) in RunAll(runs))
        {
            run.ShouldBeRefused("damaged-");
            FrameworkWords.ShouldNotBeIn(run.Error);
        }
    }

    [Fact]
    public void Cross_validation_of_one_slice_says_what_is_needed() =>
        CliProcess.Run("train", "--dataset", _folder["set"], "--output", _folder["x"], "--folds", "5")
            .ShouldBeRefused("expected two annotated slices or more to cross-validate, got 1; annotate more slices, or omit --folds");

    [Fact]
    public void A_mistyped_option_or_command_is_not_taken_for_a_path()
    {
        CliProcess.Run("predict", "--input", "a.tif", "--binnning", "3", "--output", "y").ShouldBeRefused("expected a known option, got '--binnning'; did you mean --binning?", "deepslice predict --help");
        CliProcess.Run("train", "--datset", "x", "--output", "y").ShouldBeRefused("got '--datset'; did you mean --dataset?");
        CliProcess.Run("pred", "--input", "x").ShouldBeRefused("expected a known command, got 'pred'; see");
        CliProcess.Run("predcit", "--input", "x").ShouldBeRefused("got 'predcit'; did you mean predict?");
        CliProcess.Run("plan", "x", "--dataset", "y").ShouldBeRefused("expected an option in front of 'x'");
    }

    private string CopyOfSet(string document)
    {
        string copy = _folder["set-" + document];
        Directory.CreateDirectory(copy);
        File.Copy(_folder[document + ".json"], Path.Combine(copy, "dataset.json"));
        return copy;
    }

    private static ConcurrentBag<(string[] Arguments, CliProcess Run)> RunAll(IEnumerable<string[]> runs)
    {
        var done = new ConcurrentBag<(string[] Arguments, CliProcess Run)>();
        Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, arguments => done.Add((arguments, CliProcess.Run(arguments))));
        return done;
    }
}
