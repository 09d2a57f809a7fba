using System.Text.RegularExpressions;
using DeepSlice.Cli;

namespace DeepSlice.Tests.Conventions;

public sealed partial class DocumentTests
{
    private static IEnumerable<string> Documents => Repository.Files("docs", ".md").Append("README.md").Append("CHANGELOG.md");

    [Fact]
    public void The_readme_is_shorter_than_120_lines() =>
        Repository.Lines("README.md").Length.ShouldBeLessThan(120);

    [Fact]
    public void Every_link_to_a_file_of_the_repository_leads_somewhere()
    {
        List<string> broken = [];
        foreach (string document in Documents)
        {
            string folder = Path.Combine(Repository.Root, Path.GetDirectoryName(document)!);
            broken.AddRange(Repository.Lines(document)
                .SelectMany(line => Link().Matches(line))
                .Select(match => match.Groups[1].Value.Split('#')[0])
                .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
                .Where(target => !Path.Exists(Path.Combine(folder, target)))
                .Select(target => $"{document} links to {target}"));
        }

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_the_documents_name_exists()
    {
        HashSet<string> commands = [.. CommandLine.Create().Subcommands.Select(command => command.Name)];
        Documents
            .SelectMany(document => Repository.Lines(document).SelectMany(line => CommandName().Matches(line)).Select(match => (document, Command: match.Groups[1].Value)))
            .Where(named => !commands.Contains(named.Command))
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"\./deepslice ([a-z]+)")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
