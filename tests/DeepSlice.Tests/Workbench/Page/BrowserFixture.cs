using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using Microsoft.Playwright;

namespace DeepSlice.Tests.Workbench.Page;

/// <summary>One browser for all tests, and one workbench with twelve predicted slices.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const int Side = 96;
    private const int Enlargement = 4;
    private const string Chromium = "/usr/bin/chromium";

    private readonly SemaphoreSlim _start = new(1);
    private readonly TemporaryFolder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private WorkbenchProcess? _workbench;

    /// <summary>The folder of the images.</summary>
    public string Images => _folder["images"];

    /// <summary>Where a test may put a project of its own.</summary>
    public string NewFolder() => _folder[Guid.NewGuid().ToString("N")];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A browser, as a new user has it; the test is skipped where there is none.</summary>
    public async Task<IBrowserContext> NewContext(BrowserNewContextOptions? options = null)
    {
        Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed: apt-get install chromium");
        await _start.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
            if (!Directory.Exists(Images))
            {
                WriteImages();
            }
        }
        finally
        {
            _start.Release();
        }

        IBrowserContext context = await _browser.NewContextAsync(options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    /// <summary>A page of the shared workbench, whose twelve slices are predicted.</summary>
    public async Task<WorkbenchPage> Open(BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await NewContext(options);
        await _start.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_workbench is null)
            {
                _workbench = WorkbenchProcess.Start(_folder["project"], "--images", Images);
                WorkbenchPage first = await WorkbenchPage.Open(context, _workbench.Address);
                await first.Predict();
                await first.Page.CloseAsync();
            }
        }
        finally
        {
            _start.Release();
        }

        return await WorkbenchPage.Open(context, _workbench.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _workbench?.Dispose();
        _folder.Dispose();
        _start.Dispose();
    }

    private void WriteImages()
    {
        Directory.CreateDirectory(Images);
        SliceDataset slices = PhantomGenerator.GenerateDataset(12, new PhantomOptions { SizePixels = Side }, seed: 21);
        foreach ((int index, Slice slice) in slices.Slices.Index())
        {
            ImageFile.Write(Path.Combine(Images, $"mouse-{index:00}.tif"), Enlarged(slice.Image));
        }
    }

    private static Raster<ushort> Enlarged(Raster<float> image)
    {
        float high = image.Pixels.ToArray().Max();
        var large = new Raster<ushort>(image.Width * Enlargement, image.Height * Enlargement);
        for (int y = 0; y < large.Height; y++)
        {
            for (int x = 0; x < large.Width; x++)
            {
                large[x, y] = (ushort)(4000 * Math.Clamp(image[x / Enlargement, y / Enlargement] / high, 0, 1));
            }
        }

        return large;
    }
}
