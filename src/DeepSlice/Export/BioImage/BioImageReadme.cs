using System.Text;
using DeepSlice.Slices;

namespace DeepSlice.Export.BioImage;

/// <summary>The documentation in a model package of bioimage.io.</summary>
internal static class BioImageReadme
{
    /// <summary>Writes the documentation.</summary>
    /// <param name="description">Description of the model.</param>
    /// <param name="credits">Authors and licence.</param>
    public static string Of(ModelDescription description, ModelCredits credits)
    {
        var text = new StringBuilder();
        Add($"# {description.Name}\n");
        Add(credits.Use.Length > 0 ? $"For {credits.Use}.\n" : "Finds regions in brain slices.\n");
        Add("## Input\n");
        Add($"{description.Input}\n");
        Add($"In training, {ReadingWords(description.Preprocessing)}.\n");
        Add("Software that cuts images into tiles must be set to a tile as large as the image.\n");
        Add("## Output\n");
        Add($"{description.Output}\n");
        Add("| channel | key | region | colour |\n|---|---|---|---|");
        foreach (Region region in description.Regions.Regions)
        {
            Add($"| {region.Index} | `{region.Key}` | {region.Name} | `{region.Color}` |");
        }

        Add("\n## Validation\n");
        Add($"{(credits.Scores.Length > 0 ? $"{credits.Scores}. " : "")}Measure it on slices of yours that it was not trained on: annotate a few, and compare the region of the largest probability with the annotation, by the Dice of each region (`deepslice evaluate`).\n");
        Add("## Origin\n");
        Add($"{description.Origin}. {(credits.Attribution.Length > 0 ? $"{credits.Attribution}. " : "")}Exported by DeepSlice {description.Version}.\n");
        Add($"Authors: {string.Join(", ", credits.Authors)}. Licence of the weights: {credits.Licence}.");
        return text.ToString();

        void Add(string line) => text.Append(line).Append('\n');
    }

    private static string ReadingWords(Preprocessing preprocessing)
    {
        string channel = preprocessing.ChannelName is { } name ? $"channel {name}"
            : preprocessing.Channel is int number ? FormattableString.Invariant($"channel {number} (from 0)")
            : "the first channel, or the mean of red, green and blue,";
        string background = preprocessing.Background == SliceBackground.Bright ? "; images were inverted, since their background is bright" : "";
        return $"{channel} was read{background}";
    }
}
