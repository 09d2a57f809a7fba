using System.CommandLine;
using DeepSlice.Augmentation.Artifacts;

namespace DeepSlice.Cli.Commands;

/// <summary>The option <c>--artifact</c>.</summary>
internal static class ArtifactChoice
{
    /// <summary>Creates the option.</summary>
    /// <param name="purpose">Verb for the description, for example <c>show</c>.</param>
    public static Option<string[]> Create(string purpose) => new("--artifact")
    {
        Description = $"Artifact to {purpose}; may be repeated. Default: all. One of {ArtifactCatalog.Keys}.",
        HelpName = "KEY",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    /// <summary>The chosen artifacts.</summary>
    public static IReadOnlyList<Artifact> Parse(string[] keys) =>
        keys.Length == 0 ? ArtifactCatalog.All : [.. keys.Distinct(StringComparer.Ordinal).Select(ArtifactCatalog.Get)];
}
