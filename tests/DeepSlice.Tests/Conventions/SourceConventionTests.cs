using System.Text.RegularExpressions;

namespace DeepSlice.Tests.Conventions;

public sealed partial class SourceConventionTests
{
    private const int LongestFile = 400;
    private const int LongestMember = 40;

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Sources(".cs").Concat(Repository.Files("native", ".cpp")).Concat(Repository.Files("native", ".hpp"))
            .Select(path => (Path: path, Length: Repository.Lines(path).Length))
            .Where(file => file.Length > LongestFile)
            .ShouldBeEmpty();

    [Fact]
    public void No_member_is_longer_than_40_lines() =>
        Repository.Files("src", ".cs").SelectMany(LongMembers).ShouldBeEmpty();

    [Fact]
    public void A_file_holds_one_type() =>
        Repository.Files("src", ".cs")
            .Where(path => Repository.Lines(path).Count(line => TopLevelType().IsMatch(line)) > 1)
            .ShouldBeEmpty();

    [Fact]
    public void A_namespace_is_its_folder() =>
        Repository.Files("src", ".cs")
            .Where(path => Repository.Lines(path).Any(line => line.StartsWith("namespace ", StringComparison.Ordinal)
                && line != $"namespace {Path.GetDirectoryName(path)![4..].Replace('/', '.')};"))
            .ShouldBeEmpty();

    [Fact]
    public void No_source_file_is_unfinished() =>
        Repository.Files("src", ".cs").Concat(Repository.Files("native", "pp"))
            .Where(path => Repository.Lines(path).Any(line => Unfinished().IsMatch(line)))
            .ShouldBeEmpty();

    private static IEnumerable<string> Sources(string ending) =>
        Repository.Files("src", ending).Concat(Repository.Files("tests", ending));

    // The formatter puts the braces of a type's members at an indentation of four.
    private static IEnumerable<string> LongMembers(string path)
    {
        string[] lines = Repository.Lines(path);
        int start = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "    {")
            {
                start = i;
            }
            else if (lines[i] is "    }" or "    };" && i - start - 1 > LongestMember && !IsTable(lines[start - 1]))
            {
                yield return $"{path}:{start}: {i - start - 1} lines in {lines[start - 1].Trim()}";
            }
        }
    }

    // Data may be long; what is done with it may not.
    private static bool IsTable(string declaration) => declaration.Contains(" readonly ", StringComparison.Ordinal) && declaration.Contains(" = ", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|readonly|ref|partial|unsafe) )*(?:class|record|struct|interface|enum|delegate) ")]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
