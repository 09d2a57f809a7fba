namespace DeepSlice.Quantities;

/// <summary>The columns of <c>animals.csv</c> and <c>animals.parquet</c>.</summary>
internal static class AnimalColumns
{
    /// <summary>All columns, in order.</summary>
    public static IReadOnlyList<TableColumn<AnimalRow>> All { get; } =
    [
        TableColumn<AnimalRow>.Text("animal", row => row.Animal),
        TableColumn<AnimalRow>.Text("group", row => row.Group),
        TableColumn<AnimalRow>.Text("region", row => row.Region.Key),
        TableColumn<AnimalRow>.Text("region_name", row => row.Region.Name),
        TableColumn<AnimalRow>.Text("kind", row => row.Region.Kind),
        TableColumn<AnimalRow>.Text("side", row => row.Side),
        TableColumn<AnimalRow>.Text("channel", row => row.Channel),
        TableColumn<AnimalRow>.Whole("sections", row => row.Sections),
        TableColumn<AnimalRow>.Whole("sections_with_region", row => row.SectionsWithRegion),
        TableColumn<AnimalRow>.Whole("region_area_px", row => row.AreaPixels),
        TableColumn<AnimalRow>.Number("region_area_um2", row => row.AreaSquareMicrometres),
        TableColumn<AnimalRow>.Number("intact_area_um2", row => row.IntactAreaSquareMicrometres),
        TableColumn<AnimalRow>.Number("volume_mm3", row => row.CubicMillimetres),
        TableColumn<AnimalRow>.Number("volume_ce", row => row.CoefficientOfError),
        TableColumn<AnimalRow>.Number("volume_se_mm3", row => row.CubicMillimetres * row.CoefficientOfError),
        TableColumn<AnimalRow>.Whole("object_count", row => row.ObjectCount),
        TableColumn<AnimalRow>.Number("object_total", row => row.ObjectCount * row.SectionsPerSection),
        TableColumn<AnimalRow>.Number("object_density_mm2", row => Density(row.ObjectCount, row.AreaSquareMicrometres / 1e6)),
        TableColumn<AnimalRow>.Number("object_density_mm3", row => Density(row.ObjectCount, row.AreaSquareMicrometres * row.Thickness / 1e9)),
        TableColumn<AnimalRow>.Whole("intact_object_count", row => row.IntactObjectCount),
        TableColumn<AnimalRow>.Number("intact_object_density_mm2", row => Density(row.IntactObjectCount, row.IntactAreaSquareMicrometres / 1e6)),
        TableColumn<AnimalRow>.Number("intact_object_density_mm3", row => Density(row.IntactObjectCount, row.IntactAreaSquareMicrometres * row.Thickness / 1e9)),
        TableColumn<AnimalRow>.Number("mean_intensity", row => row.MeanIntensity),
        TableColumn<AnimalRow>.Number("corrected_mean_intensity", row => row.CorrectedMean),
        TableColumn<AnimalRow>.Number("intact_mean_intensity", row => row.IntactMeanIntensity),
        TableColumn<AnimalRow>.Number("intact_corrected_mean_intensity", row => row.IntactCorrectedMean),
    ];

    private static double? Density(long? count, double? size) => size is > 0 ? count / size : null;
}
