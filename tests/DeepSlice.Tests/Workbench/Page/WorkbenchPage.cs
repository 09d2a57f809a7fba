using System.Globalization;
using System.Text.Json;
using DeepSlice.Geometry;
using Microsoft.Playwright;

namespace DeepSlice.Tests.Workbench.Page;

/// <summary>The page in a browser, with what a user does there.</summary>
public sealed class WorkbenchPage : IAsyncDisposable
{
    private int _binning;
    private int _width;
    private int _height;

    private WorkbenchPage(IPage page)
    {
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>The map pixel in the middle of the open slice.</summary>
    public (int X, int Y) Middle { get; private set; }

    /// <summary>Errors of scripts and of the content policy.</summary>
    public List<string> Errors { get; } = [];

    private ILocator Viewer => Page.Locator(".surface:not(.plain) .viewer");

    public static async Task<WorkbenchPage> Open(IBrowserContext context, string address)
    {
        var page = new WorkbenchPage(await context.NewPageAsync());
        page.Page.PageError += (_, error) => page.Errors.Add(error);
        page.Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal) && !message.Text.Contains("ERR_", StringComparison.Ordinal))
            {
                page.Errors.Add(message.Text);
            }
        };
        await page.Page.GotoAsync(address);
        await page.Page.WaitForSelectorAsync("main");
        return page;
    }

    /// <summary>Predicts all slices, and waits until they are.</summary>
    public async Task Predict()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Predict regions" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Start correcting" }).WaitForAsync(new() { Timeout = 60_000 });
    }

    /// <summary>Opens a view by its address.</summary>
    public async Task Go(string hash, string selector)
    {
        await Page.EvaluateAsync("hash => location.hash = hash", hash);
        await Page.WaitForSelectorAsync(selector);
    }

    /// <summary>Opens a slice, and waits until it can be drawn on.</summary>
    public async Task OpenSlice(string id)
    {
        await Go($"#/slice/{id}", ".regions");
        await Assertions.Expect(Page.Locator(".slice-title h1")).ToHaveTextAsync(id);
        await Assertions.Expect(Page.Locator(".saved")).ToHaveTextAsync("All changes are saved.");
        JsonElement slice = await Get($"/api/slices/{id}");
        (_width, _height, _binning) = (slice.GetProperty("width").GetInt32(), slice.GetProperty("height").GetInt32(), slice.GetProperty("binning").GetInt32());
        Middle = (slice.GetProperty("workingWidth").GetInt32() / 2, slice.GetProperty("workingHeight").GetInt32() / 2);
        await Page.Keyboard.PressAsync("0");
        await Page.WaitForTimeoutAsync(250);
    }

    /// <summary>Where the centre of a map pixel is on the screen when the whole slice is shown, by the rule of the viewer: the slice fills the screen but for 8 %.</summary>
    public async Task<(float X, float Y)> OnScreen(int x, int y, int zoomSteps = 0)
    {
        LocatorBoundingBoxResult box = (await Viewer.BoundingBoxAsync())!;
        float resolution = Math.Max(_width / box.Width, _height / box.Height) * 1.08f / MathF.Pow(1.4f, zoomSteps);
        float Place(float start, float screen, int at, int size) => start + (screen / 2) + ((((at + 0.5f) * _binning) - (size / 2f)) / resolution);
        return (Place(box.X, box.Width, x, _width), Place(box.Y, box.Height, y, _height));
    }

    /// <summary>Draws through map pixels with the tool in hand.</summary>
    public async Task Drag(int zoomSteps, params (int X, int Y)[] points)
    {
        for (int i = 0; i < points.Length; i++)
        {
            (float x, float y) = await OnScreen(points[i].X, points[i].Y, zoomSteps);
            await Page.Mouse.MoveAsync(x, y, new() { Steps = i == 0 ? 1 : 4 });
            if (i == 0)
            {
                await Page.Mouse.DownAsync();
            }
        }

        await Page.Mouse.UpAsync();
    }

    /// <summary>Chooses the size of the brush in map pixels.</summary>
    public async Task SetSize(int size)
    {
        for (string text = ""; text != $"{size} px";)
        {
            text = await Page.Locator(".size output").InnerTextAsync();
            int now = int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
            if (now != size)
            {
                await Page.Keyboard.PressAsync(now > size ? "," : ".");
            }
        }
    }

    /// <summary>Waits until the server has everything.</summary>
    public Task Saved() => Assertions.Expect(Page.Locator(".saved")).ToHaveTextAsync("All changes are saved.");

    /// <summary>The map that the server has.</summary>
    public async Task<Raster<byte>> Map(string id, string of = "current")
    {
        string[] answer = await Page.EvaluateAsync<string[]>(
            """
            async path => {
              const response = await fetch(path);
              const bytes = new Uint8Array(await response.arrayBuffer());
              return [response.headers.get('X-Width'), response.headers.get('X-Height'), [...bytes].map(value => String.fromCharCode(value)).join('')];
            }
            """,
            $"/api/slices/{id}/{(of == "damage" ? "damage" : $"map?of={of}")}");
        return new Raster<byte>(int.Parse(answer[0], CultureInfo.InvariantCulture), int.Parse(answer[1], CultureInfo.InvariantCulture), [.. answer[2].Select(value => (byte)value)]);
    }

    /// <summary>What the server knows of something.</summary>
    public async Task<JsonElement> Get(string path) => JsonDocument.Parse(await Page.EvaluateAsync<string>("path => fetch(path).then(response => response.text())", path)).RootElement;

    /// <summary>Closes the page and its browser window.</summary>
    public ValueTask DisposeAsync() => Page.Context.DisposeAsync();

    /// <summary>Requires that nothing failed in the page.</summary>
    public void RequireNoErrors() => Errors.ShouldBeEmpty();
}
