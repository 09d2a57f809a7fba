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

    // A program that uses the library keeps its own memory, threads and environment.
    [Fact]
    public void The_library_changes_no_setting_of_the_process() =>
        Repository.Files("src/DeepSlice", ".cs")
            .Where(path => Repository.Lines(path).Any(line => ProcessSetting().IsMatch(line)))
            .ShouldBeEmpty();

    // The one place writes to a temporary file or folder, flushes and renames. Lock files have no content.
    [Fact]
    public void Files_are_written_through_the_one_place() =>
        Repository.Files("src/DeepSlice", ".cs").Where(path => Path.GetFileName(path) is not "FileLock.cs" and not "OutputFile.cs")
            .SelectMany(path => Repository.Lines(path).Where(line => DirectWrite().IsMatch(line)).Select(line => $"{path}: {line.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void Files_are_flushed_to_the_disk_before_they_are_renamed()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src/DeepSlice/Formats/OutputFile.cs"));
        int flush = source.IndexOf("Flush(temporary);", StringComparison.Ordinal);

        flush.ShouldBeGreaterThan(0);
        source.IndexOf("File.Move(temporary", StringComparison.Ordinal).ShouldBeGreaterThan(flush);
        source.ShouldContain("RandomAccess.FlushToDisk(file);");
    }

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

    [GeneratedRegex(@"\b(?:File\.(?:WriteAll\w+|AppendAll\w+|Create|OpenWrite)|new (?:StreamWriter|FileStream))\((?!temporary\b)")]
    private static partial Regex DirectWrite();

    [GeneratedRegex(@"\b(?:KeepMemory|WaitPassively|SetEnvironmentVariable)\(")]
    private static partial Regex ProcessSetting();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
