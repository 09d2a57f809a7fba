using System.Text.RegularExpressions;

namespace DeepSlice.Quantities;

/// <summary>Sums the quantities of the sections of each animal.</summary>
internal static partial class AnimalTable
{
    /// <summary>Sums up.</summary>
    /// <param name="rows">Rows of all slices.</param>
    /// <param name="spacing">Distance from one section to the next in µm; null if unknown.</param>
    /// <param name="thickness">Thickness of a section in µm; null if unknown.</param>
    /// <returns>
    /// The animals in the order of their first slices. A side is only summed if it is known in all sections of the animal, and intensities if all sections
    /// have the channel: otherwise a part of the animal would stand for the whole.
    /// </returns>
    public static IReadOnlyList<AnimalRow> Sum(IReadOnlyList<QuantityRow> rows, double? spacing, double? thickness)
    {
        var animals = new List<AnimalRow>();
        foreach (IGrouping<string, QuantityRow> animal in rows.GroupBy(row => row.Slice.Animal, StringComparer.Ordinal))
        {
            int sections = animal.Select(row => row.Slice.Id).Distinct(StringComparer.Ordinal).Count();
            string[] channels = [.. animal.Select(row => row.Channel).Distinct(StringComparer.Ordinal)];
            foreach (IGrouping<(string, string), QuantityRow> group in animal.GroupBy(row => (row.Region.Key, row.Side)))
            {
                // Areas and objects of a slice are the same in the rows of all its channels.
                QuantityRow[] slices = [.. InOrder(group.DistinctBy(row => row.Slice.Id))];
                if (slices.Length == sections)
                {
                    animals.AddRange(channels.Select(channel => Sum(slices, [.. group.Where(row => row.Channel == channel)], channel, spacing, thickness)));
                }
            }
        }

        return animals;
    }

    /// <summary>The sections of an animal in order: by their positions if all are known, otherwise by name, where <c>s2</c> comes before <c>s10</c>.</summary>
    private static IEnumerable<QuantityRow> InOrder(IEnumerable<QuantityRow> rows) => rows.All(row => row.Slice.Position is not null)
        ? rows.OrderBy(row => row.Slice.Position)
        : rows.OrderBy(row => Numbers().Replace(row.Slice.Id, number => number.Value.PadLeft(20, '0')), StringComparer.Ordinal);

    private static AnimalRow Sum(QuantityRow[] rows, QuantityRow[] ofChannel, string channel, double? spacing, double? thickness)
    {
        double?[] areas = [.. rows.Select(row => row.All.AreaSquareMicrometres)];
        double[] known = [.. areas.OfType<double>()];
        bool isKnown = known.Length == areas.Length;
        QuantityRow[] measured = ofChannel.Length == rows.Length ? ofChannel : [];
        return new AnimalRow
        {
            Animal = rows[0].Slice.Animal,
            Group = rows[0].Slice.Group,
            Region = rows[0].Region,
            Side = rows[0].Side,
            Channel = channel,
            Sections = rows.Length,
            SectionsWithRegion = rows.Count(row => row.All.AreaPixels > 0),
            AreaPixels = rows.Sum(row => row.All.AreaPixels),
            AreaSquareMicrometres = isKnown ? known.Sum() : null,
            IntactAreaSquareMicrometres = isKnown ? rows.Sum(row => row.Intact.AreaSquareMicrometres) : null,
            CubicMillimetres = isKnown && spacing is double distance ? Cavalieri.Volume(known, distance) / 1e9 : null,
            CoefficientOfError = isKnown ? Cavalieri.CoefficientOfError(known) : null,
            ObjectCount = Total(rows, row => row.All.ObjectCount),
            IntactObjectCount = Total(rows, row => row.Intact.ObjectCount),
            SectionsPerSection = spacing / thickness,
            Thickness = thickness,
            MeanIntensity = Mean(measured.Select(row => (row.All.Intensity?.Sum, row.All.Intensity?.Count))),
            IntactMeanIntensity = Mean(measured.Select(row => (row.Intact.Intensity?.Sum, row.Intact.Intensity?.Count))),
            CorrectedMean = Mean(measured.Select(row => (row.All.CorrectedSum, row.All.Intensity?.Count))),
            IntactCorrectedMean = Mean(measured.Select(row => (row.Intact.CorrectedSum, row.Intact.Intensity?.Count))),
        };
    }

    private static long? Total(QuantityRow[] rows, Func<QuantityRow, long?> countOf) => rows.All(row => countOf(row) is not null) ? rows.Sum(countOf) : null;

    private static double? Mean(IEnumerable<(double? Sum, long? Count)> slices)
    {
        (double? Sum, long? Count)[] seen = [.. slices.Where(slice => slice.Count is not 0)];
        return seen.Length > 0 && seen.All(slice => slice.Sum is not null) ? seen.Sum(slice => slice.Sum) / seen.Sum(slice => slice.Count) : null;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
