using System.Diagnostics;
using System.Security.Cryptography;

namespace DeepSlice.Tests.Workbench.Page;

public sealed class PageSourcesTests
{
    private const string Folder = "src/DeepSlice.Workbench/Page";
    private const string Bundle = "src/DeepSlice.Workbench/wwwroot";

    [Fact]
    public void The_bundle_was_made_from_these_sources() =>
        Repository.Lines($"{Bundle}/sources.sha256").ShouldBe(
            Sources().Select(path => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Repository.Root, Folder, path))))}  {path}"),
            "the page was changed: run eng/build-page, and commit src/DeepSlice.Workbench/wwwroot");

    [Fact]
    public void The_page_holds_no_script_or_style_of_its_own_so_that_a_strict_policy_holds()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, Bundle, "index.html"));

        page.ShouldNotContain("<style");
        page.ShouldNotContain(" style=");
        page.ShouldContain("<script type=\"module\" src=\"app.js\"></script>");
        page.Split("<script").Length.ShouldBe(2);
    }

    [Fact]
    public void The_licences_of_what_is_bundled_lie_beside_it() =>
        File.ReadAllText(Path.Combine(Repository.Root, Bundle, "licences.txt")).ShouldContain("ol 10.11.0 (BSD-2-Clause)");

    [Fact]
    public void Sources_of_the_page_are_no_longer_than_400_lines() =>
        Sources().Where(path => path.EndsWith(".ts", StringComparison.Ordinal) && Repository.Lines($"{Folder}/{path}").Length > 400).ShouldBeEmpty();

    [Fact]
    public async Task The_core_of_the_page_passes_its_own_tests()
    {
        string folder = Path.Combine(Repository.Root, Folder);
        Assert.SkipUnless(HasNode(), "Node.js is not installed: apt-get install nodejs npm");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "the packages of the page are not installed: npm ci in src/DeepSlice.Workbench/Page");
        using Process run = Process.Start(new ProcessStartInfo("node", ["test/run.mjs"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(0, output + await error);
        output.ShouldContain("fail 0");
    }

    private static IEnumerable<string> Sources()
    {
        string folder = Path.Combine(Repository.Root, Folder);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("node_modules/", StringComparison.Ordinal) && !path.StartsWith("test/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static bool HasNode()
    {
        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            node.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
