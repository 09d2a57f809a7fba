using DeepSlice.Geometry;
using Microsoft.Playwright;

namespace DeepSlice.Tests.Workbench.Page;

/// <summary>What is drawn in the browser is, to the pixel, what the server has.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DrawingTests(BrowserFixture browser)
{
    private const byte Cerebellum = 1;
    private const byte Cortex = 3;

    [Theory]
    [InlineData("mouse-00", 0)]
    [InlineData("mouse-01", 3)]
    [InlineData("mouse-02", 6)]
    public async Task A_square_painted_at_map_pixels_is_that_square_in_the_map_of_the_server(string id, int zoomSteps)
    {
        await using WorkbenchPage page = await browser.Open();
        await page.OpenSlice(id);
        Raster<byte> before = await page.Map(id);
        await Zoom(page, zoomSteps);
        await page.Page.Keyboard.PressAsync("b");
        await page.Page.Keyboard.PressAsync("1");
        await page.SetSize(1);
        (int left, int top) = (page.Middle.X - 4, page.Middle.Y - 3);
        for (int y = top; y < top + 5; y++)
        {
            await page.Drag(zoomSteps, (left, y), (left + 7, y));
        }

        await page.Saved();

        Raster<byte> expected = before.Clone();
        Fill(expected, left, top, 8, 5, Cerebellum);
        (await page.Map(id)).Pixels.ToArray().ShouldBe(expected.Pixels.ToArray());
        page.RequireNoErrors();
    }

    [Fact]
    public async Task Every_tool_draws_where_the_pointer_is_and_undo_takes_all_back()
    {
        const string Id = "mouse-03";
        await using WorkbenchPage page = await browser.Open();
        await page.OpenSlice(Id);
        Raster<byte> before = await page.Map(Id);
        IKeyboard keys = page.Page.Keyboard;

        // A polygon whose vertices are the corners of pixels' centres, with one vertex taken back.
        await keys.PressAsync("p");
        await keys.PressAsync("3");
        foreach ((int x, int y) in ((int, int)[])[(10, 10), (20, 10), (30, 30), (20, 16), (10, 16)])
        {
            (float screenX, float screenY) = await page.OnScreen(x, y);
            await page.Page.Mouse.ClickAsync(screenX, screenY);
            if (x == 30)
            {
                await keys.PressAsync("Backspace");
            }
        }

        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await page.Saved();
        Raster<byte> polygon = await page.Map(Id);
        polygon[15, 12].ShouldBe(Cortex);
        polygon[24, 24].ShouldBe(before[24, 24]);
        Count(before, polygon).ShouldBeInRange(50, 77);

        await keys.PressAsync("f");
        await page.Drag(0, (70, 10), (80, 10), (80, 18), (70, 18));
        await page.Saved();
        Raster<byte> freehand = await page.Map(Id);
        freehand[75, 14].ShouldBe(Cortex);

        // Damage is another layer.
        await keys.PressAsync("b");
        await keys.PressAsync("d");
        await page.SetSize(3);
        await page.Drag(0, (40, 80), (50, 80));
        await page.Saved();
        (await page.Map(Id, "damage"))[45, 80].ShouldNotBe((byte)0);
        (await page.Map(Id)).Pixels.ToArray().ShouldBe(freehand.Pixels.ToArray());
        await keys.PressAsync("d");

        // Taking away leaves other tissue or glass, and no other region.
        await keys.DownAsync("Shift");
        await page.Drag(0, (75, 14), (75, 15));
        await keys.UpAsync("Shift");
        await page.Saved();
        (await page.Map(Id))[75, 14].ShouldBeOneOf((byte)0, (byte)7);

        for (int i = 0; i < 4; i++)
        {
            await keys.PressAsync("Control+z");
        }

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeDisabledAsync();
        (await page.Map(Id)).Pixels.ToArray().ShouldBe(before.Pixels.ToArray());
        (await page.Map(Id, "damage"))[45, 80].ShouldBe((byte)0);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Redo" }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => !document.querySelector('[aria-label=Undo]').disabled");
        (await page.Map(Id)).Pixels.ToArray().ShouldBe(polygon.Pixels.ToArray());
        page.RequireNoErrors();
    }

    [Fact]
    public async Task A_slice_is_corrected_and_accepted_by_keys_alone()
    {
        await using WorkbenchPage page = await browser.Open();
        IKeyboard keys = page.Page.Keyboard;
        await page.OpenSlice("mouse-04");
        Raster<byte> before = await page.Map("mouse-04");
        await page.Page.Locator(".surface:not(.plain) .viewer").FocusAsync();
        await keys.PressAsync("b");
        await keys.PressAsync("2");
        await page.SetSize(1);

        // The brush begins in the middle of the slice.
        await keys.PressAsync("Shift+ArrowUp");
        await keys.PressAsync("Enter");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await page.Saved();
        Raster<byte> expected = before.Clone();
        foreach ((int x, int y) in ((int, int)[])[(0, -10), (1, -10), (2, -10), (2, -9)])
        {
            expected[page.Middle.X + x, page.Middle.Y + y] = 2;
        }

        (await page.Map("mouse-04")).Pixels.ToArray().ShouldBe(expected.Pixels.ToArray());
        await keys.PressAsync("a");
        await Assertions.Expect(page.Page.Locator(".slice-title h1")).Not.ToHaveTextAsync("mouse-04");
        (await page.Get("/api/slices/mouse-04")).GetProperty("status").GetString().ShouldBe("accepted");
        await keys.PressAsync("?");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToContainTextAsync("accept, and next");
        await keys.PressAsync("Escape");
        await keys.PressAsync("Shift+R");
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Results");
        page.RequireNoErrors();
    }

    [Fact]
    public async Task Two_tabs_on_one_slice_never_overwrite_each_other()
    {
        const string Id = "mouse-05";
        await using WorkbenchPage first = await browser.Open();
        await using WorkbenchPage second = await browser.Open();

        // The second tab does not hear of changes, as if the network were slow.
        await second.Page.RouteAsync("**/api/events", route => route.AbortAsync());
        await second.Page.ReloadAsync();
        foreach (WorkbenchPage page in (WorkbenchPage[])[first, second])
        {
            await page.OpenSlice(Id);
            await page.Page.Keyboard.PressAsync("b");
            await page.SetSize(5);
        }

        await first.Page.Keyboard.PressAsync("1");
        await first.Drag(0, (20, 20), (30, 20));
        await first.Saved();
        Raster<byte> theirs = await first.Map(Id);
        await second.Page.Keyboard.PressAsync("3");
        await second.Drag(0, (60, 70), (70, 70));

        ILocator dialog = second.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("changed elsewhere");
        (await first.Map(Id)).Pixels.ToArray().ShouldBe(theirs.Pixels.ToArray(), "nothing is overwritten before the user decides");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await second.Saved();
        Raster<byte> kept = await second.Map(Id);
        kept[65, 70].ShouldBe(Cortex);
        kept[25, 20].ShouldNotBe(Cerebellum);
        await second.Page.Keyboard.PressAsync("Control+z");
        await second.Page.WaitForFunctionAsync("() => !document.querySelector('[aria-label=Redo]').disabled");
        (await second.Map(Id)).Pixels.ToArray().ShouldBe(theirs.Pixels.ToArray());
        first.RequireNoErrors();
    }

    private static async Task Zoom(WorkbenchPage page, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            await page.Page.Keyboard.PressAsync("+");
        }
    }

    private static int Count(Raster<byte> one, Raster<byte> other)
    {
        int count = 0;
        for (int i = 0; i < one.Pixels.Length; i++)
        {
            count += one.Pixels[i] != other.Pixels[i] ? 1 : 0;
        }

        return count;
    }

    private static void Fill(Raster<byte> map, int x, int y, int width, int height, byte value)
    {
        for (int row = y; row < y + height; row++)
        {
            map.Row(row).Slice(x, width).Fill(value);
        }
    }
}
