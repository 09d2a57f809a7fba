using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace DeepSlice.Tests.Workbench.Page;

/// <summary>How long a stroke takes from the pointer to the screen on a large map. Not a test: <c>./test -explicit only -class DeepSlice.Tests.Workbench.Page.BrushBenchmark</c>.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrushBenchmark(BrowserFixture browser, ITestOutputHelper output)
{
    private const int Side = 5040;
    private const string SideText = "5040";
    private const string Id = "mouse-00";

    private const string Measure =
        """
        async ([x, y]) => {
          const viewer = document.querySelector('.surface:not(.plain) .viewer');
          viewer.setPointerCapture = () => {};
          const send = (type, left, top) => viewer.dispatchEvent(new PointerEvent(type, { clientX: left, clientY: top, pointerId: 1, isPrimary: true, button: type === 'pointermove' ? -1 : 0, bubbles: true }));
          const frame = () => new Promise(done => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
          const script = [];
          const screen = [];
          send('pointerdown', x, y);
          for (let i = 1; i <= 60; i++) {
            await frame();
            const start = performance.now();
            send('pointermove', x + i * 5, y + Math.sin(i / 4) * 60);
            script.push(performance.now() - start);
            await frame();
            screen.push(performance.now() - start);
          }

          send('pointerup', x + 300, y);
          const share = (values, of) => values.sort((a, b) => a - b)[Math.floor(of * (values.length - 1))].toFixed(1);
          return `script ${share(script, 0.5)} ms (95 %: ${share(script, 0.95)}), to the screen ${share(screen, 0.5)} ms (95 %: ${share(screen, 0.95)})`;
        }
        """;

    [Fact(Explicit = true)]
    public async Task Brush_of_100_pixels_on_a_map_of_5040_pixels_a_side()
    {
        await using WorkbenchPage page = await browser.Open(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        await Enlarge(page);
        page.Page.SetDefaultTimeout(120_000); // three maps of 25 million pixels come through the browser's driver
        await page.Go($"#/slice/{Id}", ".regions");
        await page.Page.WaitForTimeoutAsync(1500);
        await page.Page.EvalOnSelectorAsync(".size input", "input => { input.value = 100; input.dispatchEvent(new Event('input')); }");
        LocatorBoundingBoxResult box = (await page.Page.Locator(".surface:not(.plain) .viewer").BoundingBoxAsync())!;
        double[] start = [box.X + (box.Width * 0.35), box.Y + (box.Height / 2)];
        foreach (int zoom in (int[])[0, 4, 8])
        {
            for (int i = 0; i < (zoom == 0 ? 0 : 4); i++)
            {
                await page.Page.Keyboard.PressAsync("+");
            }

            await page.Page.WaitForTimeoutAsync(500);
            string times = await page.Page.EvaluateAsync<string>(Measure, start);
            output.WriteLine(FormattableString.Invariant($"zoomed in {Math.Pow(1.4, zoom):0.0} times: {times}"));
            await page.Page.WaitForTimeoutAsync(1000);
        }
    }

    // The server's answers for a slice, with maps of another size.
    private static async Task Enlarge(WorkbenchPage page)
    {
        JsonNode slice = JsonNode.Parse((await page.Get($"/api/slices/{Id}")).GetRawText())!;
        (slice["width"], slice["height"], slice["binning"], slice["workingWidth"], slice["workingHeight"], slice["tileLevels"]) = (Side, Side, 1, Side, Side, 1);
        string path = $"**/api/slices/{Id}";
        await page.Page.RouteAsync(path, route => route.FulfillAsync(new() { Json = slice }));
        foreach (string layer in (string[])["map*", "damage", "intensity"])
        {
            byte[] map = new byte[Side * Side];
            for (int i = 0; i < map.Length; i++)
            {
                map[i] = layer == "damage" ? (byte)0 : (byte)(1 + (((i / Side / 400) + (i % Side / 400)) % 6));
            }

            var headers = new Dictionary<string, string> { ["X-Width"] = SideText, ["X-Height"] = SideText, ["ETag"] = "\"1\"" };
            await page.Page.RouteAsync($"{path}/{layer}", route => route.FulfillAsync(new() { BodyBytes = map, Headers = headers }));
        }

        await page.Page.RouteAsync($"{path}/strokes", route => route.FulfillAsync(new() { Json = new { version = 1, canUndo = true, canRedo = false } }));
    }
}
