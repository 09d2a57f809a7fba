namespace DeepSlice.Importing;

/// <summary>What imported images were read as, one warning for all images of a kind.</summary>
internal static class ReadingWarnings
{
    private const int MostNamed = 8;

    /// <summary>Collects the warnings of images.</summary>
    public static IEnumerable<string> Of(IEnumerable<AnnotatedImage> images) =>
        images.Where(image => image.Warning is not null).GroupBy(image => image.Warning!, image => image.Pair.Id, StringComparer.Ordinal).Select(ids =>
            $"{Listed.Of([.. ids], MostNamed)}: {ids.Key}");
}
