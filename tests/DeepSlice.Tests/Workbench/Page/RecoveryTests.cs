using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Tests.Formats;
using Microsoft.Playwright;

namespace DeepSlice.Tests.Workbench.Page;

[Collection(BrowserCollection.Name)]
public sealed class RecoveryTests(BrowserFixture browser)
{
    [Fact]
    public async Task Strokes_survive_a_reload_and_the_death_of_the_server()
    {
        const string Id = "mouse-00";
        await using IBrowserContext context = await browser.NewContext();
        string project = browser.NewFolder();
        string image = Path.Combine(browser.Images, $"{Id}.tif");
        WorkbenchPage page;
        string port;
        using (var server = WorkbenchProcess.Start(project, "--images", image))
        {
            port = new Uri(server.Address).Port.ToString(CultureInfo.InvariantCulture);
            page = await WorkbenchPage.Open(context, server.Address);
            await page.Predict();
            await page.OpenSlice(Id);
            await page.Page.Keyboard.PressAsync("b");
            await page.Page.Keyboard.PressAsync("1");
            await page.SetSize(4);
            await page.Drag(0, (20, 20), (30, 20));
            await page.Saved();
            Raster<byte> saved = await page.Map(Id);
            await page.Page.ReloadAsync();
            await page.OpenSlice(Id);
            (await page.Map(Id)).Pixels.ToArray().ShouldBe(saved.Pixels.ToArray());

            server.Kill();
        }

        // Drawn while nobody answers: it waits in the tab.
        await page.Drag(0, (60, 70), (70, 70));
        await Assertions.Expect(page.Page.Locator(".saved")).ToContainTextAsync("1 stroke waits in this tab");
        using WorkbenchProcess again = WorkbenchProcess.Start(project, "--port", port);
        WorkbenchPage other = await WorkbenchPage.Open(context, again.Address);
        await other.Go("#/slices", ".card");
        await Assertions.Expect(page.Page.Locator(".saved")).ToHaveTextAsync("All changes are saved.", new() { Timeout = 15_000 });
        Raster<byte> map = await page.Map(Id);
        map[25, 20].ShouldBe((byte)1);
        map[65, 70].ShouldBe((byte)1);
        (await page.Get($"/api/slices/{Id}")).GetProperty("canUndo").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_image_lies_where_its_map_lies_up_to_its_last_pixel()
    {
        await using IBrowserContext context = await browser.NewContext();
        using var folder = new TemporaryFolder();

        // Two squares on glass, the second in the corner of an image that no tile fills.
        var image = new Raster<ushort>(700, 450);
        Fill(image, 100, 60, 40, 40);
        Fill(image, 680, 430, 20, 20);
        ImageFile.Write(folder["marks.tif"], image);
        using var server = WorkbenchProcess.Start(folder["project"], "--images", folder["marks.tif"]);
        WorkbenchPage page = await WorkbenchPage.Open(context, server.Address);
        await page.Go("#/slice/marks", ".ask button");
        await page.Page.EvaluateAsync("() => document.querySelector('.ask').remove()");
        await page.Page.WaitForTimeoutAsync(500);

        LocatorBoundingBoxResult box = (await page.Page.Locator(".surface:not(.plain) .viewer").BoundingBoxAsync())!;
        float resolution = Math.Max(700 / box.Width, 450 / box.Height) * 1.08f;
        byte[] picture = await page.Page.ScreenshotAsync();
        string path = folder["screen.png"];
        await File.WriteAllBytesAsync(path, picture, TestContext.Current.CancellationToken);
        Raster<float> screen = ImageFile.Read(path);
        bool IsBright(float x, float y) => screen[(int)(box.X + (box.Width / 2) + ((x - 350) / resolution)), (int)(box.Y + (box.Height / 2) + ((y - 225) / resolution))] > 128;
        foreach ((float left, float top, float right, float bottom) in ((float, float, float, float)[])[(100, 60, 140, 100), (680, 430, 700, 450)])
        {
            IsBright(left + 4, top + 4).ShouldBeTrue();
            IsBright(right - 4, bottom - 4).ShouldBeTrue();
            IsBright(left - 4, top + 4).ShouldBeFalse();
            IsBright(left + 4, top - 4).ShouldBeFalse();
            IsBright(right + 4, bottom + 4).ShouldBeFalse();
        }

        page.RequireNoErrors();
    }

    private static void Fill(Raster<ushort> image, int x, int y, int width, int height)
    {
        for (int row = y; row < y + height; row++)
        {
            image.Row(row).Slice(x, width).Fill(1000);
        }
    }
}
