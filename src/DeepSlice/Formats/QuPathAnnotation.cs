using System.Globalization;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>An annotation of QuPath.</summary>
/// <param name="Id">Id; QuPath tells objects of an image apart by it.</param>
/// <param name="Name">Name of this object.</param>
/// <param name="Classification">Name of its class; <c>Left: cx</c> is a class derived from <c>Left</c>.</param>
/// <param name="Color">Colour of the class, where the project does not have it yet.</param>
/// <param name="Outline">Border in full-resolution pixels, with rings as of <see cref="ContourTracer.Trace"/>.</param>
internal sealed record QuPathAnnotation(Guid Id, string Name, string Classification, RegionColor Color, Outline<PixelPoint> Outline)
{
    /// <summary>Annotations inside this one, in QuPath's hierarchy.</summary>
    public IReadOnlyList<QuPathAnnotation> Children { get; init; } = [];

    /// <summary>Measurements by their names, which are shown in QuPath's tables, without colons; those that are unknown are left out.</summary>
    public IReadOnlyList<KeyValuePair<string, double?>> Measurements { get; init; } = [];

    /// <summary>Further facts on the object.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Id, name and measurements as properties of a ROI of ImageJ, from which QuPath takes them (<c>IJProperties</c>). It reads spaces of keys as underscores.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RoiProperties() =>
    [
        new("qupath.object.name", Name),
        new("qupath.object.id", Id.ToString()),
        .. Measurements.Where(measurement => measurement.Value is { } value && double.IsFinite(value))
            .Select(measurement => KeyValuePair.Create("qupath.object.measurements." + measurement.Key.Replace(' ', '_'), measurement.Value!.Value.ToString("R", CultureInfo.InvariantCulture))),
    ];
}
