using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;
using Parquet;
using Parquet.Schema;

namespace DeepSlice.Tests.Cli;

public sealed class QuantifyCommandTests : IDisposable
{
    private const int Binning = 4;
    private readonly TemporaryFolder _folder = new();
    private readonly RasterSize _size = new(118, 79);
    private readonly Raster<byte> _labels = new(30, 20);

    // Two halves of cortex with a hippocampus in each, on background.
    public QuantifyCommandTests()
    {
        for (int y = 3; y < 17; y++)
        {
            for (int x = 4; x < 26; x++)
            {
                _labels[x, y] = y < 9 ? (byte)3 : x is >= 7 and < 11 or >= 19 and < 23 ? (byte)2 : (byte)7;
            }
        }

        foreach (string id in (string[])["m1_s1", "m1_s2", "m2_s1"])
        {
            PngFile.Write(_folder[$"found/{id}.labels.png"], _labels);
            ImageFile.Write(_folder[$"images/{id}.tif"], new Raster<ushort>(_size.Width, _size.Height).Map(_ => (ushort)0));
            WriteImage(id, (ulong)id.Length + (ulong)id[1]);
        }

        new PredictionFolder(_folder["found"]).Write(RegionCatalog.SagittalSix);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Areas_and_intensities_are_those_of_a_plain_count()
    {
        CliProcess run = Quantify("--pixel-size", "0.5", "--json");
        run.ExitCode.ShouldBe(0, run.Error);
        Dictionary<string, string>[] rows = Rows("quantities.csv");
        rows.Length.ShouldBe(3 * 8 * 3);
        Raster<float> image = ImageFile.Read(_folder["images/m1_s2.tif"]);
        double background = Median(Values(image, (label, _) => label == 0));
        foreach ((string side, Func<int, bool> isIn) in ((string, Func<int, bool>)[])[("both", _ => true), ("left", x => x < 15), ("right", x => x >= 15)])
        {
            double[] values = [.. Values(image, (label, x) => label == 2 && isIn(x))];
            double tissue = Values(image, (label, _) => label != 0).Count();
            Dictionary<string, string> row = rows.Single(row => row["slice"] == "m1_s2" && row["region"] == "hp" && row["side"] == side);
            Number(row, "region_area_px").ShouldBe(values.Length);
            Number(row, "region_area_um2").ShouldBe(values.Length * 0.25);
            Number(row, "tissue_fraction").ShouldBe(values.Length / tissue);
            Number(row, "mean_intensity").ShouldBe(values.Average(), 1e-9);
            Number(row, "median_intensity").ShouldBe(Median(values));
            Number(row, "sum_intensity").ShouldBe(values.Sum());
            Number(row, "background_intensity").ShouldBe(background);
            Number(row, "corrected_sum_intensity").ShouldBe(values.Sum() - (background * values.Length), 1e-6);
            row["object_count"].ShouldBeEmpty();
            row["animal"].ShouldBeEmpty();
        }

        using JsonDocument json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("slices").GetInt32().ShouldBe(3);
        json.RootElement.GetProperty("midlines")[0].GetProperty("sides").GetString().ShouldBe("both");
    }

    [Fact]
    public async Task The_parquet_file_has_the_same_columns_and_values()
    {
        Quantify("--pixel-size", "0.5").ExitCode.ShouldBe(0);
        Dictionary<string, string>[] rows = Rows("quantities.csv");
        await using ParquetReader reader = await ParquetReader.CreateAsync(_folder["found/quantities.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        reader.Schema.GetDataFields().Select(field => field.Name).ShouldBe(rows[0].Keys);
        DataField area = reader.Schema.GetDataFields().Single(field => field.Name == "region_area_px");
        area.ClrType.ShouldBe(typeof(long));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        group.RowCount.ShouldBe(rows.Length);
    }

    [Fact]
    public void Objects_and_excluded_tissue_are_counted_by_part()
    {
        File.WriteAllText(_folder["cells.csv"], "slice,x,y\nm1_s1,33,40\nm1_s1,34.9,41\nm1_s1,90,15\nm1_s1,1,1\nm1_s1,500,1\nm1_s2.tif,90,15\n");
        var mask = new Raster<byte>(30, 20);
        for (int y = 9; y < 17; y++)
        {
            mask[8, y] = 255;
        }

        PngFile.Write(_folder["exclude/m1_s1.png"], mask);
        CliProcess run = Quantify("--objects", _folder["cells.csv"], "--exclude", _folder["exclude"], "--pixel-size", "1", "--image-channels", "none");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("1 of 5 objects of slice 'm1_s1' are outside the image");
        run.Error.ShouldContain("nothing is said of m2_s1");
        Dictionary<string, string>[] rows = Rows("quantities.csv");
        Dictionary<string, string> left = rows.Single(row => row["slice"] == "m1_s1" && row["region"] == "hp" && row["side"] == "left");
        left["object_count"].ShouldBe("2");
        left["intact_object_count"].ShouldBe("0");
        left["excluded_area_px"].ShouldBe((4 * 4 * 8).ToString(CultureInfo.InvariantCulture));
        Number(left, "intact_area_px").ShouldBe(Number(left, "region_area_px") - 128);
        Number(left, "object_density_mm2").ShouldBe(2 / Number(left, "region_area_um2") * 1e6, 1e-9);
        Number(left, "intact_tissue_fraction").ShouldBe(Number(left, "intact_area_px") / Number(rows.Single(row => row["slice"] == "m1_s1" && row["region"] == "tissue" && row["side"] == "both"), "intact_area_px"));
        rows.Single(row => row["slice"] == "m1_s1" && row["region"] == "tissue" && row["side"] == "both")["object_count"].ShouldBe("3");
        rows.Single(row => row["slice"] == "m2_s1" && row["region"] == "tissue" && row["side"] == "both")["object_count"].ShouldBeEmpty();
        left["channel"].ShouldBeEmpty();
        left["mean_intensity"].ShouldBeEmpty();
    }

    [Fact]
    public void Outlines_by_side_for_QuPath_are_a_hierarchy_with_the_quantities_of_the_table()
    {
        Quantify("--pixel-size", "0.5").ExitCode.ShouldBe(0);
        string path = _folder["found/qupath/m1_s2.geojson"];
        QuPathRules.Violations(path, _size, Binning).ShouldBeEmpty();
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement tissue = document.RootElement.GetProperty("features").EnumerateArray().ShouldHaveSingleItem().GetProperty("properties");
        ClassOf(tissue).ShouldBe("tissue");
        JsonElement[] regions = Children(tissue);
        regions.Select(ClassOf).ShouldBe(["hp", "cx"]);
        Children(regions[0]).Select(ClassOf).ShouldBe(["Left: hp", "Right: hp"]);
        Children(regions[0]).Select(part => part.GetProperty("name").GetString()).ShouldBe(["hippocampus, left", "hippocampus, right"]);
        Children(Children(regions[0])[0]).ShouldBeEmpty();

        Dictionary<string, string> row = Rows("quantities.csv").Single(row => row["slice"] == "m1_s2" && row["region"] == "cx" && row["side"] == "left");
        JsonElement left = Children(regions[1])[0];
        JsonElement numbers = left.GetProperty("measurements");
        numbers.GetProperty("DeepSlice area px^2").GetInt64().ShouldBe((long)Number(row, "region_area_px"));
        numbers.GetProperty("DeepSlice area um^2").GetDouble().ShouldBe(Number(row, "region_area_um2"));
        numbers.GetProperty("DeepSlice 0 mean intensity").GetDouble().ShouldBe(Number(row, "mean_intensity"));
        // The midline is at a border of pixels here, so the halves have the area of the pixels, but for the rounded corners of the outlines.
        double area = double.Parse(left.GetProperty("metadata").GetProperty("DeepSlice outline px^2").GetString()!, CultureInfo.InvariantCulture);
        area.ShouldBe(Number(row, "region_area_px"), 0.02 * area);
    }

    [Fact]
    public void Damage_that_a_model_predicted_is_excluded_without_an_option()
    {
        var damage = new Raster<byte>(30, 20);
        damage[5, 4] = 255;
        PngFile.Write(_folder["found/m2_s1.damage.png"], damage);
        Quantify().ExitCode.ShouldBe(0);
        Rows("quantities.csv").Single(row => row["slice"] == "m2_s1" && row["region"] == "cx" && row["side"] == "left")["excluded_area_px"].ShouldBe("16");
    }

    [Fact]
    public void Animals_groups_of_regions_and_volumes_are_summed()
    {
        File.WriteAllText(_folder["sections.csv"], "slice,animal,group,section\nm1_s1,m1,control,2\nm1_s2,m1,control,1\nm2_s1,m2,treated,1\n");
        File.WriteAllText(_folder["groups.json"], """[{"key": "forebrain", "name": "Forebrain", "regions": ["cx", "hp"]}]""");
        CliProcess run = Quantify("--sections", _folder["sections.csv"], "--groups", _folder["groups.json"], "--spacing", "200", "--thickness", "40", "--pixel-size", "2", "--output", _folder["tables"]);
        run.ExitCode.ShouldBe(0, run.Error);
        Dictionary<string, string>[] slices = Rows("../tables/quantities.csv");
        double Area(string region) => Number(slices.Single(row => row["slice"] == "m1_s1" && row["region"] == region && row["side"] == "both"), "region_area_um2");
        Area("forebrain").ShouldBe(Area("cx") + Area("hp"));
        Dictionary<string, string> animal = Rows("../tables/animals.csv").Single(row => row["animal"] == "m1" && row["region"] == "forebrain" && row["side"] == "both");
        animal["group"].ShouldBe("control");
        animal["sections"].ShouldBe("2");
        Number(animal, "volume_mm3").ShouldBe(2 * Area("forebrain") * 200 / 1e9, 1e-12);
        animal["volume_ce"].ShouldBeEmpty();
        File.Exists(_folder["tables/animals.parquet"]).ShouldBeTrue();
        File.Exists(_folder["found/midlines.csv"]).ShouldBeTrue();
    }

    [Fact]
    public void A_corrected_midline_is_used_and_kept()
    {
        Quantify().ExitCode.ShouldBe(0);
        double before = LeftArea();
        string[] lines = File.ReadAllLines(_folder["found/midlines.csv"]);
        lines[1].ShouldStartWith("m1_s1,both,");
        lines[1] = "m1_s1,both,40,0,40,79,,";
        File.WriteAllLines(_folder["found/midlines.csv"], lines);
        Quantify().ExitCode.ShouldBe(0);
        LeftArea().ShouldBeLessThan(before);
        File.ReadAllLines(_folder["found/midlines.csv"])[1].ShouldBe("m1_s1,both,40,0,40,79,,");
    }

    [Fact]
    public void What_lists_of_sections_masks_and_objects_lack_is_named()
    {
        // Without a column of animals those of the folders count, and each may have a section 1.
        foreach (string id in (string[])["m1_s1", "m1_s2", "m2_s1"])
        {
            Directory.CreateDirectory(_folder[$"animals/{id[..2]}"]);
            File.Copy(_folder[$"images/{id}.tif"], _folder[$"animals/{id[..2]}/{id[3..]}.tif"]);
        }

        File.WriteAllText(_folder["sections.csv"], "slice,section\nm1_s1,1\nm1_s2,2\nm2_s1,1\nother,7\n");
        File.WriteAllText(_folder["cells.csv"], "slice,x,y\nm1_s1,33,40\n");
        CliProcess run = CliProcess.Run(
            "quantify", "--predictions", _folder["found"], "--images", _folder["animals"], "--recursive", "--sections", _folder["sections.csv"], "--spacing", "100", "--exclude", _folder["images"], "--objects", _folder["cells.csv"]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("expected the names of predicted slices, got other");
        run.Error.ShouldContain("expected masks or outlines named as the slices, got none");
        run.Error.ShouldContain("expected a pixel size for volumes");
        run.Error.ShouldContain("give a folder with this table and empty files");
        Rows("animals.csv").Select(row => row["animal"]).Distinct().ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public void A_stopped_run_leaves_the_tables_of_an_earlier_one()
    {
        Quantify().ExitCode.ShouldBe(0);
        string before = File.ReadAllText(_folder["found/quantities.csv"]);
        using var source = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => QuantityWorkflow.Run(
            _folder["found"], _folder["found"], new QuantityOptions { Images = [_folder["images"]] }, new Immediately(source), source.Token));
        File.ReadAllText(_folder["found/quantities.csv"]).ShouldBe(before);
        using var again = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => QuantityWorkflow.Run(
            _folder["found"], _folder["part"], new QuantityOptions { Images = [_folder["images"]] }, new Immediately(again), again.Token));
        Rows("../part/quantities.csv").Select(row => row["slice"]).Distinct().ShouldBe(["m1_s1"]);
    }

    [Fact]
    public void A_single_hemisphere_can_be_stated()
    {
        File.WriteAllText(_folder["found/midlines.csv"], "slice,sides,top_x,top_y,bottom_x,bottom_y\nm1_s1,both,40,0,40,79\n");
        Quantify("--side", "right").ExitCode.ShouldBe(0);
        File.ReadAllLines(_folder["found/midlines.csv"]).Length.ShouldBe(2, "a side stated for one run must not replace corrected midlines");
        Rows("quantities.csv").Select(row => row["side"]).Distinct().ShouldBe(["both", "right"]);
        Quantify("--side", "right", "--flipped").ExitCode.ShouldBe(0);
        Rows("quantities.csv").Select(row => row["side"]).Distinct().ShouldBe(["both", "left"]);
        Quantify("--side", "middle").ShouldBeRefused("--side", "left or right", "'middle'");
    }

    [Fact]
    public void An_image_that_does_not_fit_is_named_and_the_other_slices_are_measured()
    {
        ImageFile.Write(_folder["images/m1_s1.tif"], new Raster<ushort>(60, 60));
        CliProcess run = Quantify();
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("m1_s1.tif: expected the image that was predicted, with a label map of 30×20 pixels");
        Rows("quantities.csv").Select(row => row["slice"]).Distinct().ShouldBe(["m1_s2", "m2_s1"]);
    }

    [Fact]
    public void Folders_without_predictions_or_images_are_refused()
    {
        CliProcess.Run("quantify", "--predictions", _folder["images"]).ShouldBeRefused("expected label maps that predict has written");
        CliProcess.Run("quantify", "--predictions", _folder["found"]).ShouldBeRefused("expected an image of slice 'm1_s1'", "--images");
        Quantify("--image-channels", "GFP").ShouldBeRefused("expected channels 0", "'GFP'");
        Quantify("--objects", _folder["nothing.csv"]).ShouldBeRefused("nothing.csv");
        Quantify("--spacing", "-3").ShouldBeRefused("spacing");
        File.WriteAllText(_folder["half.csv"], "slice,x,y\nm1_s1,3,\n");
        Quantify("--objects", _folder["half.csv"]).ShouldBeRefused("expected x and y of every object", "row 1");
        File.WriteAllText(_folder["sections.csv"], "slice,animal,group\nm1_s1,a,g\nm1_s2,a,h\n");
        Quantify("--sections", _folder["sections.csv"]).ShouldBeRefused("expected one group for animal 'a', got 'g' and 'h'");
        CliProcess.Run("quantify", "--predictions", _folder["found"], "--recursive").ShouldBeRefused("--recursive with --images");
        File.WriteAllText(_folder["sections.csv"], "slice,animal,section\nm1_s1,a,4\nm1_s2,a,4\n");
        Quantify("--sections", _folder["sections.csv"]).ShouldBeRefused("got section 4 for m1_s1, m1_s2");
    }

    [Fact]
    public void Slices_of_a_dataset_are_measured_at_working_resolution_as_numpy_measures_them()
    {
        SliceDataset dataset = PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 48 }, seed: 3);
        DatasetFolder.Write(_folder["dataset"], dataset);
        foreach (Slice slice in dataset.Slices)
        {
            PngFile.Write(_folder[$"phantoms/{slice.Id}.labels.png"], slice.Regions!.Indices);
        }

        new PredictionFolder(_folder["phantoms"]).Write(dataset.Catalog);
        RunRecord.Write(_folder["phantoms"], "", [], [.. dataset.Slices.Select(slice => slice.Id)]);
        string record = dataset.Slices.Aggregate(File.ReadAllText(_folder["phantoms/run.json"]), (text, slice) => text.Replace($"/slices/{slice.Id}.tif", _folder["dataset"], StringComparison.Ordinal));
        File.WriteAllText(_folder["phantoms/run.json"], record);
        CliProcess run = CliProcess.Run("quantify", "--predictions", _folder["phantoms"], "--side", "left");
        run.ExitCode.ShouldBe(0, run.Error);
        CheckWithNumPy("phantoms", "dataset", "--side", "left");
    }

    [Fact]
    public void NumPy_finds_the_same_numbers()
    {
        Quantify("--pixel-size", "0.65").ExitCode.ShouldBe(0);
        CheckWithNumPy("found", "images");
    }

    // Stops after the first slice.
    private sealed class Immediately(CancellationTokenSource source) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) => source.Cancel();
    }

    private static string Python => Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    private static (int ExitCode, string Output) RunPython(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    private void CheckWithNumPy(string found, string images, params string[] options)
    {
        Assert.SkipUnless(File.Exists(Python) && RunPython("-c", "import numpy, tifffile, PIL").ExitCode == 0, "Python with numpy, tifffile and PIL is not installed");
        (int exitCode, string output) = RunPython([Path.Combine(Repository.Root, "benchmarks/quantities/check.py"), _folder[found], _folder[images], .. options]);
        exitCode.ShouldBe(0, output);
    }

    private void WriteImage(string id, ulong seed)
    {
        var random = new RandomStream(seed);
        var image = new Raster<ushort>(_size.Width, _size.Height);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image[x, y] = (ushort)(100 + random.Below(50) + (_labels[x / Binning, y / Binning] * random.Below(4000)));
            }
        }

        ImageFile.Write(_folder[$"images/{id}.tif"], image);
    }

    private CliProcess Quantify(params string[] more) => CliProcess.Run(["quantify", "--predictions", _folder["found"], "--images", _folder["images"], .. more]);

    private double LeftArea() => Number(Rows("quantities.csv").Single(row => row["slice"] == "m1_s1" && row["region"] == "tissue" && row["side"] == "left"), "region_area_px");

    private Dictionary<string, string>[] Rows(string name)
    {
        string[][] lines = [.. File.ReadAllLines(_folder[$"found/{name}"]).Select(line => line.TrimStart('\uFEFF').Split(','))];
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private IEnumerable<double> Values(Raster<float> image, Func<byte, int, bool> isWanted)
    {
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                if (isWanted(_labels[x / Binning, y / Binning], x / Binning))
                {
                    yield return image[x, y];
                }
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static JsonElement[] Children(JsonElement properties) =>
        properties.TryGetProperty("childObjects", out JsonElement children) ? [.. children.EnumerateArray().Select(child => child.GetProperty("properties"))] : [];

    private static string? ClassOf(JsonElement properties) => properties.GetProperty("classification").GetProperty("name").GetString();

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
