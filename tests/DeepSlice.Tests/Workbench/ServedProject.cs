using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Workbench;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Tests.Workbench;

/// <summary>A project of drawn slices that is served in this process; their predictions are made by hand, so that no model runs.</summary>
internal sealed class ServedProject : IAsyncDisposable
{
    public const int Binning = 4;
    public const int Side = 40;

    private readonly TemporaryFolder _folder = new();
    private bool _isRunning;

    private ServedProject()
    {
    }

    public string Path => _folder["project"];

    public WorkbenchServer Server { get; private set; } = null!;

    public int Port => Server.Address.Port;

    public WorkbenchClient Client { get; private set; } = null!;

    public ProjectFolder Folder => Server.State.Project.Folder;

    /// <summary>Makes a project of slices s0, s1, … and serves it.</summary>
    public static async Task<ServedProject> Start(int slices = 2)
    {
        var served = new ServedProject();
        served.Draw(slices);
        await served.Restart();
        (IReadOnlyList<ProjectImage> added, IReadOnlyList<FileFailure> failures) = ImageAdder.Add(served.Server.State.Project, [served._folder["images"]]);
        (added.Count, failures.Count).ShouldBe((slices, 0));
        return served;
    }

    /// <summary>Stops the server and starts it again, as a new process would.</summary>
    public async Task Restart()
    {
        await Stop();
        Server = await WorkbenchServer.Start(new WorkbenchOptions { Project = Path, Images = [_folder["images"]] }, CancellationToken.None);
        Client = await WorkbenchClient.Open(Server.Address);
        _isRunning = true;
    }

    /// <summary>Stops the server, so that another process can open the project.</summary>
    public async Task Stop()
    {
        if (_isRunning)
        {
            _isRunning = false;
            Client.Dispose();
            await Server.DisposeAsync();
        }
    }

    /// <summary>The predicted map of every slice: a cortex on the left of a hippocampus.</summary>
    public static Raster<byte> Predicted()
    {
        var map = new Raster<byte>(Side, Side);
        for (int y = 8; y < 32; y++)
        {
            map.Row(y)[8..20].Fill(3);
            map.Row(y)[20..32].Fill(2);
        }

        return map;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Dispose();
    }

    private void Draw(int slices)
    {
        Directory.CreateDirectory(_folder["images"]);
        Raster<byte> map = Predicted();
        var image = new Raster<ushort>(Side * Binning, Side * Binning);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image[x, y] = (ushort)(100 + (1000 * map[x / Binning, y / Binning]) + (x % 7));
            }
        }

        var predictions = new PredictionFolder(System.IO.Path.Combine(Path, "predictions"));
        predictions.Write(RegionCatalog.SagittalSix);
        List<PredictionRunSlice> written = [];
        for (int slice = 0; slice < slices; slice++)
        {
            string id = FormattableString.Invariant($"s{slice}");
            ImageFile.Write(System.IO.Path.Combine(_folder["images"], id + ".tif"), image);
            LabelPng.Write(predictions.LabelsOf(id), new RegionMap(RegionCatalog.SagittalSix, map));
            written.Add(new PredictionRunSlice { Id = id, Input = System.IO.Path.Combine(Path, "images", id + ".tif"), Binning = Binning, Width = Side, Height = Side, MicrometresPerWorkingPixel = 40 });
        }

        predictions.Write(new PredictionRun
        {
            Written = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Program = new PredictionRunProgram("0", "0", "0"),
            Model = new PredictionRunModel { Configuration = "whole", Catalog = RegionCatalog.SagittalSix },
            Options = new PredictionRunOptions { Precision = "float32" },
            Slices = written,
        });
        OutputFile.WriteText(System.IO.Path.Combine(Path, "project.json"), "{\"name\":\"drawn\",\"model\":\"mouse-any-plane\"}\n");
    }
}
