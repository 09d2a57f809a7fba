using System.Text.RegularExpressions;

namespace DeepSlice.Tests.Conventions;

/// <summary>A namespace of the library uses only those of the layers below its own; the root namespace is below all, except for the two types above all of them.</summary>
public sealed partial class LayeringTests
{
    private static readonly string[] Top = ["src/DeepSlice/DeepSliceModel.cs", "src/DeepSlice/SegmentedSlice.cs"];

    private static readonly string[][] Layers =
    [
        ["Geometry"],
        ["Slices"],
        ["Formats", "Imaging"],
        ["Importing", "Phantoms", "Augmentation", "Cluster"],
        ["Atlases"],
        ["Networks", "Losses", "Metrics"],
        ["Scores", "Quantities"],
        ["Prediction"],
        ["Training"],
        ["Evaluation"],
        ["Reports"],
        ["Export"],
        ["Workflows"],
    ];

    [Fact]
    public void Every_namespace_of_the_library_has_a_layer() =>
        Repository.Files("src/DeepSlice", ".cs").Select(NamespaceOf).OfType<string>().Distinct().Except(Layers.SelectMany(layer => layer)).ShouldBeEmpty();

    [Fact]
    public void No_namespace_uses_one_of_its_own_layer_or_above()
    {
        List<string> wrong = [];
        foreach (string path in Repository.Files("src/DeepSlice", ".cs").Except(Top))
        {
            string? user = NamespaceOf(path);
            int layer = LayerOf(user);
            wrong.AddRange(Repository.Lines(path)
                .Select(line => Mention().Match(line))
                .Where(match => match.Success)
                .Select(match => match.Groups[1].Value)
                .Where(used => used != user && LayerOf(used) >= layer)
                .Select(used => $"{path} uses DeepSlice.{used}"));
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_namespace_uses_the_types_above_all_layers() =>
        Repository.Files("src/DeepSlice", ".cs").Except(Top)
            .Where(path => Repository.Lines(path).Any(line => MentionOfTop().IsMatch(line)))
            .ShouldBeEmpty();

    [Fact]
    public void The_native_project_knows_nothing_of_the_library() =>
        Repository.Files("src/DeepSlice.Native", ".cs")
            .Where(path => Repository.Lines(path).Any(line => Mention().IsMatch(line)))
            .ShouldBeEmpty();

    [Fact]
    public void The_library_knows_nothing_of_the_workbench_nor_the_workbench_of_the_command_line() =>
        Repository.Files("src/DeepSlice", ".cs").Concat(Repository.Files("src/DeepSlice.Native", ".cs")).Where(path => Repository.Lines(path).Any(line => line.Contains("DeepSlice.Workbench", StringComparison.Ordinal)))
            .Concat(Repository.Files("src/DeepSlice.Workbench", ".cs").Where(path => Repository.Lines(path).Any(line => line.StartsWith("using DeepSlice.Cli", StringComparison.Ordinal))))
            .ShouldBeEmpty();

    // The folder below src/DeepSlice; null for the root namespace.
    private static string? NamespaceOf(string path) => path.Split('/') is [_, _, string folder, _, ..] ? folder : null;

    private static int LayerOf(string? name) => Array.FindIndex(Layers, layer => layer.Contains(name));

    [GeneratedRegex(@"\bDeepSlice\.(?!Native\b|Tests\b|Cli\b)([A-Z]\w+)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"\b(?:DeepSliceModel|SegmentedSlice)\b")]
    private static partial Regex MentionOfTop();
}
