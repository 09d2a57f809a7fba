using System.Text;
using DeepSlice.Formats;
using DeepSlice.Fuzz.Inputs;
using DeepSlice.Fuzz.Mutations;
using DeepSlice.Slices;
using DeepSlice.Tests.Cli;
using DeepSlice.Tests.Training;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Formats;

/// <summary>Inputs that the fuzzer has found, reduced to what matters.</summary>
public sealed class DamagedFileTests
{
    [Theory]
    [InlineData("""SizeC="2147483647" SizeZ="2147483647" SizeT="2147483647">""")]
    [InlineData("""SizeC="1" SizeZ="2147483647" SizeT="2147483647"><Channel SamplesPerPixel="2147483647"/><Channel SamplesPerPixel="2147483647"/>""")]
    [InlineData("""DimensionOrder="XYCCCCCCCCZT" SizeC="65535">""")]
    [InlineData("""DimensionOrder="XYZZZ" SizeZ="65535">""")]
    [InlineData("""DimensionOrder="" SizeC="3" SizeZ="21845">""")]
    public void An_ome_description_with_impossible_sizes_or_order_assigns_existing_pages(string attributes)
    {
        StackLayout layout = StackLayout.Find($"<OME><Image><Pixels {attributes}</Pixels></Image></OME>", 65_535);

        layout.PageOf(layout.Channels - 1, layout.Planes - 1).ShouldBe(65_534);
    }

    [Fact]
    public void An_imagej_description_with_impossible_sizes_is_ignored() =>
        StackLayout.Find("ImageJ=1.53\nchannels=2147483647\nslices=2147483647\nframes=2147483647\n", 2).Channels.ShouldBe(2);

    [Fact]
    public void An_outline_whose_name_has_damaged_letters_costs_only_its_name()
    {
        using var folder = new TemporaryFolder();
        const string Square = "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[8,0],[8,8],[0,8]]]},";
        string text = "[{\"type\":\"Feature\"," + Square + "\"properties\":{\"name\":\"\\ud800\"}},{\"type\":\"Feature\"," + Square + "\"properties\":{\"name\":\"K\u00fchl\"}},{\"type\":\"Feature\"," + Square + "\"properties\":{\"name\":\"cx\"}}]";
        File.WriteAllBytes(folder["a.geojson"], System.Text.Encoding.Latin1.GetBytes(text));

        OutlineFile.ReadRegions(folder["a.geojson"], "a", new RegionNames(RegionCatalog.SagittalSix), new OutlineNotes()).ShouldHaveSingleItem().Region.Key.ShouldBe("cx");
    }

    [Theory]
    [InlineData("""{"epochs":7,"epochs":8}""", "epochs")]
    [InlineData("""{"learningRate":{"peak":0.1,"peak":0.2}}""", "peak")]
    [InlineData("""{"learningRate":{"peak":1e999}}""", "peak")]
    [InlineData("""{"checkpointSeconds":1e999}""", "checkpointSeconds")]
    [InlineData("""{"\ud800":7}""", "plan.json")]
    [InlineData("""{"learningRate":{"\ud800":7}}""", "plan.json")]
    [InlineData("""{"device":"\ud800"}""", "plan.json")]
    public void A_plan_with_a_key_twice_half_a_letter_or_an_infinite_number_is_refused(string json, string word)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["plan.json"], json);

        Should.Throw<InvalidDataException>(() => TrainingPlanFile.Merge(SmallRun.Plan, folder["plan.json"])).Message.ShouldContain(word);
        Should.Throw<InvalidDataException>(() => TrainingPlanFile.Read(folder["plan.json"])).Message.ShouldContain("plan.json");
    }

    [Theory]
    [InlineData("""{"fingerprint":"f","slices":[null],"examples":[]}""")]
    [InlineData("""{"fingerprint":"f","slices":[],"examples":[null]}""")]
    public void A_damaged_cell_of_a_scorecard_is_computed_again(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["cell.json"], json, Encoding.UTF8);

        RobustnessCellFile.Find(folder["cell.json"], "f").ShouldBeNull();
    }

    // As a process of its own, because it ended the process.
    [Fact]
    public void A_slide_with_tiles_that_no_memory_holds_is_refused()
    {
        const int TileLength = 323;
        byte[] slide = new TiffSeed { Description = ImageSeeds.Slide, Tiled = true, Samples = 3 }.Make();
        int entry = TiffPlaces.Find(slide)!.Entries.Single(place => Edges.Get(slide.AsSpan(place, 2), bigEndian: false) == TileLength);
        Edges.Put(slide.AsSpan(entry + 8, 4), 1 << 30, bigEndian: false);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["slide.svs"], slide);

        CliProcess predict = CliProcess.Run("predict", "--input", folder["slide.svs"], "--output", folder["found"], "--binning", "4");

        predict.ExitCode.ShouldBe(1, predict.Error);
        predict.Error.ShouldContain("slide.svs: expected tiles that fit into memory, got tiles of 16×1073741824 pixels");
    }
}
