namespace DeepSlice.Quantities;

/// <summary>The columns of <c>quantities.csv</c> and <c>quantities.parquet</c>.</summary>
internal static class QuantityColumns
{
    /// <summary>All columns, in order.</summary>
    public static IReadOnlyList<TableColumn<QuantityRow>> All { get; } =
    [
        TableColumn<QuantityRow>.Text("slice", row => row.Slice.Id),
        TableColumn<QuantityRow>.Text("animal", row => row.Slice.Animal),
        TableColumn<QuantityRow>.Text("group", row => row.Slice.Group),
        TableColumn<QuantityRow>.Number("section", row => row.Slice.Position),
        TableColumn<QuantityRow>.Text("region", row => row.Region.Key),
        TableColumn<QuantityRow>.Text("region_name", row => row.Region.Name),
        TableColumn<QuantityRow>.Text("kind", row => row.Region.Kind),
        TableColumn<QuantityRow>.Text("side", row => row.Side),
        TableColumn<QuantityRow>.Text("channel", row => row.Channel),
        TableColumn<QuantityRow>.Number("pixel_um", row => row.MicrometresPerPixel),
        .. Of("", row => row.All),
        TableColumn<QuantityRow>.Whole("excluded_area_px", row => row.All.AreaPixels - row.Intact.AreaPixels),
        TableColumn<QuantityRow>.Number("excluded_area_um2", row => row.All.AreaSquareMicrometres - row.Intact.AreaSquareMicrometres),
        .. Of("intact_", row => row.Intact),
        TableColumn<QuantityRow>.Text("flag", row => row.Flag),
    ];

    private static TableColumn<QuantityRow>[] Of(string prefix, Func<QuantityRow, Quantity> quantity) =>
    [
        TableColumn<QuantityRow>.Whole(prefix + (prefix.Length == 0 ? "region_area_px" : "area_px"), row => quantity(row).AreaPixels),
        TableColumn<QuantityRow>.Number(prefix + (prefix.Length == 0 ? "region_area_um2" : "area_um2"), row => quantity(row).AreaSquareMicrometres),
        TableColumn<QuantityRow>.Number(prefix + "tissue_fraction", row => quantity(row).TissueFraction),
        TableColumn<QuantityRow>.Number(prefix + "mean_intensity", row => quantity(row).Intensity?.Mean),
        TableColumn<QuantityRow>.Number(prefix + "median_intensity", row => quantity(row).Intensity?.Median),
        TableColumn<QuantityRow>.Number(prefix + "sum_intensity", row => quantity(row).Intensity?.Sum),
        .. prefix.Length == 0 ? [TableColumn<QuantityRow>.Number("background_intensity", row => quantity(row).Background)] : (TableColumn<QuantityRow>[])[],
        TableColumn<QuantityRow>.Number(prefix + "corrected_mean_intensity", row => quantity(row).CorrectedMean),
        TableColumn<QuantityRow>.Number(prefix + "corrected_sum_intensity", row => quantity(row).CorrectedSum),
        TableColumn<QuantityRow>.Whole(prefix + "object_count", row => quantity(row).ObjectCount),
        TableColumn<QuantityRow>.Number(prefix + "object_density_mm2", row => quantity(row).ObjectDensity),
    ];
}
