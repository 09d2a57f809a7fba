using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

/// <summary>Output folders that hold files already, or that are links.</summary>
public sealed class OverwriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OverwriteTests()
    {
        ImageFile.Write(_folder["s1.tif"], new Raster<ushort>(90, 90).Map(_ => (ushort)500));
        RoiSetFile.Write(_folder["s1.zip"], [new ImageJRoi("cb", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(20, 20), new(80, 20), new(80, 80)])]))]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_people_put_into_a_data_set_stops_the_next_import_and_phantoms_never_replace_an_import()
    {
        Import("set").ExitCode.ShouldBe(0);
        Import("set").ExitCode.ShouldBe(0);
        Phantom("set").ShouldBeRefused("got a dataset that was imported", "--overwrite");
        File.Copy(_folder["set/labels/s1.png"], _folder["set/labels/s1_corrected.png"]);

        Import("set").ShouldBeRefused("'labels/s1_corrected.png'", "--overwrite");
        Phantom("set").ShouldBeRefused("'labels/s1_corrected.png'");
        File.Exists(_folder["set/images/s1.tif"]).ShouldBeTrue();

        Phantom("set", "--overwrite").ExitCode.ShouldBe(0);
        File.Exists(_folder["set/labels/s1_corrected.png"]).ShouldBeTrue();
        File.Exists(_folder["set/images/s1.tif"]).ShouldBeFalse("it belonged to the replaced dataset");
        Import("set").ShouldBeRefused("'labels/s1_corrected.png'");
    }

    [Fact]
    public void Data_go_where_a_link_leads_and_system_files_count_as_nothing()
    {
        Directory.CreateDirectory(_folder["disk"]);
        File.CreateSymbolicLink(_folder["link"], "disk");
        File.WriteAllText(_folder["disk/.DS_Store"], "x");
        Directory.CreateDirectory(_folder["numpy"]);
        File.WriteAllText(_folder["numpy/Thumbs.db"], "x");

        Import("link").ExitCode.ShouldBe(0);
        CliProcess.Run("export", "--dataset", _folder["link"], "--numpy", _folder["numpy"]).ExitCode.ShouldBe(0);

        new FileInfo(_folder["link"]).LinkTarget.ShouldBe("disk");
        File.Exists(_folder["disk/dataset.json"]).ShouldBeTrue();
        File.Exists(_folder["disk/.DS_Store"]).ShouldBeTrue();
        File.Exists(_folder["numpy/features.npy"]).ShouldBeTrue();
        CliProcess.Run("export", "--dataset", _folder["link"], "--numpy", _folder["numpy"]).ShouldBeRefused("expected an empty or new folder, got one with 'features.npy'");
        File.CreateSymbolicLink(_folder["dangling"], "nowhere");
        Import("dangling").ShouldBeRefused("got a link to nowhere, which does not exist");
    }

    private CliProcess Import(string output, params string[] more) =>
        CliProcess.Run(["import", "--images", _folder.FullPath, "--rois", _folder.FullPath, "--binning", "3", "--output", _folder[output], .. more]);

    private CliProcess Phantom(string output, params string[] more) => CliProcess.Run(["phantom", "--count", "1", "--size", "32", "--output", _folder[output], .. more]);
}
