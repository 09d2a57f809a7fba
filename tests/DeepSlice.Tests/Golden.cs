using System.Text;

namespace DeepSlice.Tests;

/// <summary>Compares text with the expected text in Data/golden; <c>eng/accept-golden</c> accepts the actual text as expected.</summary>
internal static class Golden
{
    public static void ShouldMatch(string name, string found)
    {
        found = found.ReplaceLineEndings("\n");
        string foundFolder = Path.Combine(Repository.Root, "build", "golden");
        Directory.CreateDirectory(foundFolder);
        File.WriteAllText(Path.Combine(foundFolder, name), found);

        string path = Path.Combine(AppContext.BaseDirectory, "Data", "golden", name);
        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected != found)
        {
            Assert.Fail(Difference(name, expected.Split('\n'), found.Split('\n')));
        }
    }

    private static string Difference(string name, string[] expected, string[] found)
    {
        var report = new StringBuilder($"{name} is not what tests/DeepSlice.Tests/Data/golden keeps; where the change is meant, run eng/accept-golden.\n");
        foreach (string line in expected.Except(found))
        {
            report.Append("- ").Append(line).Append('\n');
        }

        foreach (string line in found.Except(expected))
        {
            report.Append("+ ").Append(line).Append('\n');
        }

        return report.ToString();
    }
}
