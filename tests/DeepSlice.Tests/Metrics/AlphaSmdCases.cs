using System.Text.Json;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Metrics;

/// <summary>Cases of <c>Data/alpha_smd_vectors.json</c>, computed by brute force over all pairs of pixels.</summary>
internal static class AlphaSmdCases
{
    private static readonly JsonDocument s_document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "alpha_smd_vectors.json")));

    public static IEnumerable<JsonElement> OfKind(string kind) =>
        s_document.RootElement.GetProperty("cases").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == kind);

    public static RasterSize Size(JsonElement one)
    {
        JsonElement shape = one.GetProperty("shape");
        return new RasterSize(shape[1].GetInt32(), shape[0].GetInt32());
    }

    public static PixelSpacing Spacing(JsonElement one)
    {
        JsonElement spacing = one.GetProperty("spacing");
        return new PixelSpacing(spacing[1].GetDouble(), spacing[0].GetDouble());
    }

    public static Raster<double>? Find(JsonElement one, string name, RasterSize size) =>
        one.TryGetProperty(name, out JsonElement values)
            ? new Raster<double>(size.Width, size.Height, [.. values.EnumerateArray().Select(value => value.GetDouble())])
            : null;
}
