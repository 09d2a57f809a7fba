using System.CommandLine;
using System.Text.RegularExpressions;
using DeepSlice.Cli.Terminal;

namespace DeepSlice.Cli.Commands;

/// <summary>The options that state the regions of outlines by their names.</summary>
internal static partial class NamesOption
{
    private const string Example = "--names Cortex=cx,\"Hippocampal formation\"=hp";

    public static Option<string[]> Create() => new("--names")
    {
        Description = $"Regions of outlines with other names, as in {Example}; may be repeated. Case does not count.",
        HelpName = "NAME=REGION",
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> CreateMergeSides() => new("--merge-sides")
    {
        Description = "Read Left: cortex, Right: cortex, cx_L and so on as the whole region, without a warning.",
    };

    /// <summary>The names, each with the key of its region.</summary>
    /// <exception cref="UsageException">A part is not of the form NAME=REGION.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(IEnumerable<string> values) =>
        [.. values.SelectMany(value => Parts().Matches(value).Select(part => part.Value.Trim())).Select(ParseOne)];

    private static KeyValuePair<string, string> ParseOne(string part)
    {
        int equals = part.LastIndexOf('=');
        string name = equals < 0 ? "" : part[..equals].Trim().Trim('"').Trim();
        string region = part[(equals + 1)..].Trim().Trim('"').Trim();
        return name.Length > 0 && region.Length > 0
            ? KeyValuePair.Create(name, region)
            : throw new UsageException($"--names: expected NAME=REGION, got '{part}'; for example {Example}");
    }

    // Commas separate, unless they are in quotation marks.
    [GeneratedRegex("(?:\"[^\"]*\"|[^,\"])+")]
    private static partial Regex Parts();
}
