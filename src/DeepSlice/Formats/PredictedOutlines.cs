using System.IO.Compression;

namespace DeepSlice.Formats;

/// <summary>Tells files of outlines that <c>predict</c> has written from those that people drew or corrected.</summary>
internal static class PredictedOutlines
{
    /// <summary>Whether a file is as <c>predict</c> wrote it.</summary>
    /// <param name="path">A file of outlines.</param>
    /// <remarks>The entries of a zip have the time that <see cref="RoiSetFile"/> gives them; ImageJ gives them that of saving.</remarks>
    public static bool Is(string path) => GeoJsonFile.IsGeoJson(path)
        ? GeoJsonWriter.IsUnchanged(path)
        : path.EndsWith(PredictionFolder.OutlinesEnding, StringComparison.OrdinalIgnoreCase) && HasWrittenTimes(path);

    /// <summary>Of the two files in which <c>predict</c> writes the outlines of a slice, leaves out the one that nobody has corrected.</summary>
    /// <param name="files">All files of outlines of a slice.</param>
    /// <returns>The files without a GeoJSON beside its ROI zip that is as predicted, or else without such a ROI zip; two corrected files both stay.</returns>
    public static string[] Choose(IEnumerable<string> files)
    {
        string[] all = [.. files];
        foreach (string geoJson in all.Where(GeoJsonFile.IsGeoJson))
        {
            string zip = Path.ChangeExtension(geoJson, null) + PredictionFolder.OutlinesEnding;
            if (all.Contains(zip, StringComparer.Ordinal))
            {
                string? uncorrected = Is(geoJson) ? geoJson : Is(zip) ? zip : null;
                return [.. all.Where(path => path != uncorrected)];
            }
        }

        return all;
    }

    private static bool HasWrittenTimes(string path)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            return zip.Entries.All(entry => entry.LastWriteTime.DateTime == RoiSetFile.EntryTime.DateTime);
        }
        catch (InvalidDataException)
        {
            return false; // the reader says what is wrong with it
        }
    }
}
