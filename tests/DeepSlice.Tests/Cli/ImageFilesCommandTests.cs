using System.Diagnostics;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Cli;

/// <summary>Folders as microscopes and people leave them, given to the commands.</summary>
public sealed class ImageFilesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageFilesCommandTests()
    {
        Put("slices/a.tif", seed: 1);
        Put("slices/b.lsm", seed: 2);
        File.Move(_folder["slices/a.tif"], _folder["slices/Gru\u0308n.tif"]);
        File.WriteAllText(_folder["slices/c.czi"], "ZISRAWFILE");
        File.WriteAllText(_folder["slices/notes.txt"], "rinsed twice\n");
        File.WriteAllText(_folder["slices/._b.lsm"], "a Mac's");
        Put("slices/mouse1/d.tif", seed: 3);
        Directory.CreateDirectory(_folder["rois"]);
        foreach (string id in (string[])["Gr\u00FCn", "b", "c"])
        {
            RoiSetFile.Write(_folder[$"rois/{id}.zip"], [new ImageJRoi("cb", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(40, 40), new(70, 40), new(70, 70)])]))]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Predict_names_what_it_does_not_read_and_predicts_the_rest()
    {
        CliProcess run = CliProcess.Run("predict", "--input", _folder["slices"], "--output", _folder["found"], "--binning", "1");
        run.ExitCode.ShouldBe(1, run.Error);
        run.Output.ShouldContain("2 slices in");
        run.Output.ShouldContain("1 could not be predicted");
        run.Error.ShouldContain("slices/c.czi: expected an image that can be read, got a Zeiss CZI file; convert it by Bio-Formats (bfconvert");
        run.Error.ShouldContain("sub-folders hold images that were not read (mouse1); give --recursive");
        run.Error.ShouldNotContain("notes.txt");
        File.Exists(_folder["found/Gr\u00FCn.labels.png"]).ShouldBeTrue();

        File.Delete(_folder["slices/c.czi"]);
        CliProcess deep = CliProcess.Run("predict", "--input", _folder["slices"], "--recursive", "--output", _folder["deep"], "--binning", "1");
        deep.ExitCode.ShouldBe(0, deep.Error);
        File.ReadAllText(_folder["deep/regions.csv"]).ShouldContain("mouse1_d,");
    }

    [Fact]
    public void Import_names_the_format_of_an_image_that_it_does_not_read()
    {
        CliProcess run = CliProcess.Run("import", "--images", _folder["slices"], "--rois", _folder["rois"], "--binning", "1", "--output", _folder["dataset"]);
        run.ExitCode.ShouldBe(1, run.Error);
        run.Output.ShouldContain("2 slices in");
        run.Error.ShouldContain("slices/c.czi: expected an image that can be read, got a Zeiss CZI file");
        run.Error.ShouldNotContain("c.zip");
    }

    [Fact]
    public void Bfconvert_is_used_where_it_is_installed_and_leaves_nothing()
    {
        Directory.CreateDirectory(_folder["bin"]);
        File.WriteAllText(_folder["bin/bfconvert"], $"#!/bin/sh\nfor last; do :; done\necho \"$@\" >> {_folder["calls"]}\ncase $* in *broken*) echo cannot read this >&2; exit 3;; esac\ncp {_folder["slices/b.lsm"]} \"$last\"\n");
        using (Process chmod = Process.Start("chmod", ["+x", _folder["bin/bfconvert"]]))
        {
            chmod.WaitForExit();
        }
        File.WriteAllText(_folder["slices/broken.lif"], "none");

        CliProcess run = CliProcess.RunWithPath(_folder["bin"], "import", "--images", _folder["slices"], "--rois", _folder["rois"], "--binning", "1", "--output", _folder["dataset"]);
        run.Output.ShouldContain("3 slices in");
        run.Error.ShouldNotContain("c.czi");

        run = CliProcess.RunWithPath(_folder["bin"], "predict", "--input", _folder["slices"], "--output", _folder["found"], "--binning", "1");
        run.ExitCode.ShouldBe(1, run.Error);
        run.Output.ShouldContain("3 slices in");
        run.Error.ShouldContain("slices/broken.lif: expected bfconvert to convert the Leica LIF file, got exit code 3 (cannot read this)");
        PngFile.ReadIndices(_folder["found/c.labels.png"]).Pixels.ToArray().ShouldBe(PngFile.ReadIndices(_folder["found/b.labels.png"]).Pixels.ToArray());
        string[] converted = [.. File.ReadAllLines(_folder["calls"]).Select(line => line.Split(' ')[^1])];
        converted.ShouldNotBeEmpty();
        converted.ShouldAllBe(path => !Directory.Exists(Path.GetDirectoryName(path)));
    }

    private void Put(string name, ulong seed)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        byte[] pixels = [.. BrightfieldSlice.Fluorescence(90, 80, seed).Pixels.ToArray().Select(value => (byte)value)];
        File.WriteAllBytes(_folder[name], TiffFixture.Make(90, 80, [pixels]));
    }
}
