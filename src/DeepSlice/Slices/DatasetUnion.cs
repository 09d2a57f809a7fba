namespace DeepSlice.Slices;

/// <summary>The slices of several datasets as one.</summary>
internal static class DatasetUnion
{
    /// <summary>Joins datasets.</summary>
    /// <param name="datasets">One dataset or more, with the folders that they come from. Slices of a name that occurs twice get the number of their dataset in front.</param>
    /// <returns>The only dataset as it is; of several, all slices with the preprocessing of the first, without a pixel size if theirs differ.</returns>
    /// <exception cref="InvalidDataException">The datasets have different regions.</exception>
    public static SliceDataset Of(IReadOnlyList<(string Folder, SliceDataset Dataset)> datasets)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        (string firstFolder, SliceDataset first) = datasets[0];
        if (datasets.Count == 1)
        {
            return first;
        }

        foreach ((string folder, SliceDataset dataset) in datasets.Skip(1))
        {
            if (!dataset.Catalog.HasSameRegions(first.Catalog))
            {
                throw new InvalidDataException($"{folder}: expected the regions of {firstFolder} ({first.Catalog.Keys}), got {dataset.Catalog.Keys}; give datasets with the same regions");
            }
        }

        var repeated = datasets.SelectMany(pair => pair.Dataset.Slices).GroupBy(slice => slice.Id, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return first with
        {
            Slices =
            [
                .. datasets.SelectMany((pair, place) => pair.Dataset.Slices.Select(slice => slice with
                {
                    Id = repeated.Contains(slice.Id) ? FormattableString.Invariant($"{place + 1}-{slice.Id}") : slice.Id,
                    Regions = slice.Regions is { } regions ? new RegionMap(first.Catalog, regions.Indices) : null,
                })),
            ],
            Preprocessing = datasets.All(pair => pair.Dataset.MicrometresPerPixel == first.MicrometresPerPixel) ? first.Preprocessing : first.Preprocessing with { MicrometresPerPixel = null },
            Provenance = string.Join(", ", datasets.Select(pair => pair.Dataset.Provenance).Distinct(StringComparer.Ordinal)),
        };
    }
}
