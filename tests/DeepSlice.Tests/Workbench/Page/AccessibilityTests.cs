using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DeepSlice.Tests.Workbench.Page;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private static readonly (string View, string Selector)[] s_views =
    [
        ("#/slices", ".card"), ("#/slice/mouse-06", ".regions"), ("#/add", ".drop"), ("#/learn", ".retrain button"), ("#/results", ".results"), ("#/commands", ".command"),
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_view_has_a_serious_finding_of_axe(ColorScheme scheme)
    {
        await using WorkbenchPage page = await browser.Open(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        List<string> findings = [];
        foreach ((string view, string selector) in s_views)
        {
            await page.Go(view, selector);
            AxeResult result = await page.Page.RunAxe();
            findings.AddRange(result.Violations.Where(found => found.Impact is "serious" or "critical")
                .Select(found => $"{view}: {found.Id}: {found.Help}: {string.Join(", ", found.Nodes.Select(node => node.Html))}"));
        }

        findings.ShouldBeEmpty();
        page.RequireNoErrors();
    }
}
