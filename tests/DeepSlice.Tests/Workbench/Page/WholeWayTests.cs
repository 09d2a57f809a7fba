using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Tests.Formats;
using Microsoft.Playwright;

namespace DeepSlice.Tests.Workbench.Page;

/// <summary>The way of a new user, from an empty project to an export with what was corrected.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WholeWayTests(BrowserFixture browser)
{
    [Fact]
    public async Task From_the_first_start_to_an_export_with_the_corrected_area()
    {
        await using IBrowserContext context = await browser.NewContext();
        using var server = WorkbenchProcess.Start(browser.NewFolder());
        WorkbenchPage page = await WorkbenchPage.Open(context, server.Address);
        await AddImages(page);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Predict regions" }).ClickAsync();
        ILocator start = page.Page.GetByRole(AriaRole.Link, new() { Name = "Start correcting" });
        await start.WaitForAsync(new() { Timeout = 60_000 });
        (await page.Page.Locator(".card .grade").CountAsync()).ShouldBe(12);
        await start.ClickAsync();
        await page.Page.WaitForSelectorAsync(".regions");
        string corrected = await page.Page.Locator(".slice-title h1").InnerTextAsync();
        int area = await Correct(page, corrected);

        // Two more are accepted as they are, one of them held out.
        await page.Page.Keyboard.PressAsync("a");
        await AcceptNext(page, corrected, isHeld: true);
        await AcceptNext(page, corrected, isHeld: false);
        await Retrain(page);
        await Export(page, corrected, area);
        page.RequireNoErrors();
    }

    private async Task AddImages(WorkbenchPage page)
    {
        await page.Page.GetByText("Add the images of your brain slices").WaitForAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Add images" }).ClickAsync();
        await page.Page.Locator("input[type=file]").SetInputFilesAsync(Directory.GetFiles(browser.Images).Order(StringComparer.Ordinal).ToArray());
        ILocator question = page.Page.Locator(".question");
        await Assertions.Expect(question).ToContainTextAsync("12 images", new() { Timeout = 30_000 });
        await question.GetByLabel("Micrometres per pixel").FillAsync("30");
        await Assertions.Expect(question.Locator(".length")).ToContainTextAsync("mm");
        await question.GetByRole(AriaRole.Button, new() { Name = "Confirm for these 12 images" }).ClickAsync();
    }

    // Paints, takes back, paints again; returns the area of the region in pixels of the image.
    private static async Task<int> Correct(WorkbenchPage page, string id)
    {
        await page.OpenSlice(id);
        Raster<byte> before = await page.Map(id);
        await page.Page.Keyboard.PressAsync("b");
        await page.Page.Keyboard.PressAsync("2");
        await page.SetSize(7);
        await page.Drag(0, (page.Middle.X - 10, page.Middle.Y), (page.Middle.X + 10, page.Middle.Y + 4));
        await page.Saved();
        Raster<byte> painted = await page.Map(id);
        painted.Pixels.ToArray().ShouldNotBe(before.Pixels.ToArray());
        await page.Page.Keyboard.PressAsync("Control+z");
        await page.Page.WaitForFunctionAsync("() => !document.querySelector('[aria-label=Redo]').disabled");
        (await page.Map(id)).Pixels.ToArray().ShouldBe(before.Pixels.ToArray());
        await page.Page.Keyboard.PressAsync("Control+Shift+Z");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('[aria-label=Redo]').disabled");
        Raster<byte> again = await page.Map(id);
        again.Pixels.ToArray().ShouldBe(painted.Pixels.ToArray());
        int binning = (await page.Get($"/api/slices/{id}")).GetProperty("binning").GetInt32();
        return again.Pixels.Count((byte)2) * binning * binning;
    }

    private static async Task AcceptNext(WorkbenchPage page, string last, bool isHeld)
    {
        ILocator title = page.Page.Locator(".slice-title h1");
        await Assertions.Expect(title).Not.ToHaveTextAsync(last);
        await page.Page.WaitForSelectorAsync(".regions");
        await page.Saved();
        string id = await title.InnerTextAsync();
        if (isHeld)
        {
            await page.Page.Keyboard.PressAsync("Shift+H");
            await Assertions.Expect(page.Page.Locator(".slice-title .chip")).ToContainTextAsync("held out");
        }

        await page.Page.Keyboard.PressAsync("a");
        await Assertions.Expect(title).Not.ToHaveTextAsync(id);
        JsonElement slice = await page.Get($"/api/slices/{id}");
        slice.GetProperty("status").GetString().ShouldBe("accepted");
        slice.GetProperty("held").GetBoolean().ShouldBe(isHeld);
    }

    private static async Task Retrain(WorkbenchPage page)
    {
        // Two epochs in place of the plan's.
        await page.Page.RouteAsync("**/api/retrain", route => route.ContinueAsync(new() { PostData = "{\"epochs\":2}"u8.ToArray() }));
        await page.Go("#/learn", ".retrain button");
        await Assertions.Expect(page.Page.Locator(".retrain")).ToContainTextAsync("The model learns from 2 accepted slices. 1 held-out slice");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Retrain", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".outcome")).ToContainTextAsync("On the held-out slices", new() { Timeout = 120_000 });
        await Assertions.Expect(page.Page.Locator(".models tbody tr")).Not.ToHaveCountAsync(1);
        await page.Go("#/slices", ".card");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Accepted 3" })).ToBeVisibleAsync();
    }

    private static async Task Export(WorkbenchPage page, string id, int area)
    {
        await page.Go("#/results", ".table td");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Outlines for ImageJ" }).ClickAsync();
        ILocator link = page.Page.GetByRole(AriaRole.Link, new() { Name = "Download" });
        await link.WaitForAsync(new() { Timeout = 60_000 });
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        using var folder = new TemporaryFolder();
        await download.SaveAsAsync(folder["export.zip"]);
        System.IO.Compression.ZipFile.ExtractToDirectory(folder["export.zip"], folder["export"]);
        string rois = Directory.GetFiles(folder["export"], $"{id}*.zip", SearchOption.AllDirectories).ShouldHaveSingleItem();
        double exported = RoiSetFile.Read(rois).Rois.Where(roi => roi.Name.StartsWith("hp", StringComparison.Ordinal)).Sum(roi => Math.Abs(roi.Outline.Rings.Sum(ring => ring.SignedArea)));
        exported.ShouldBe(area, tolerance: area * 0.01);
    }
}
