using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Evaluation;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>The cells of scorecards in an output folder: finished and missing ones.</summary>
internal sealed class RobustnessBook
{
    // Large enough for every artifact to be visible.
    private const int ProbeSide = 64;

    // Cells of versions that stored less are computed again.
    private const string Version = "flags";

    private readonly Dictionary<(string Model, RobustnessPlace Place), RobustnessCellFile> _cells = [];
    private readonly Dictionary<(string Model, RobustnessPlace Place), string> _fingerprints = [];
    private readonly IReadOnlyList<RobustnessModel> _models;
    private readonly IReadOnlyList<RobustnessPlace> _places;
    private readonly RegionCatalog _catalog;
    private readonly string _folder;

    /// <summary>Reads the cells that an earlier run has finished.</summary>
    public RobustnessBook(string folder, RegionCatalog catalog, IReadOnlyList<Slice> slices, IReadOnlyList<RobustnessModel> models, IReadOnlyList<RobustnessPlace> places)
    {
        _folder = folder;
        _catalog = catalog;
        _models = models;
        _places = places;
        Dictionary<RobustnessPlace, string> inputs = FingerprintsOfInputs(catalog, slices, places);
        foreach (RobustnessModel model in models)
        {
            string ofModel = model.Fingerprint;
            foreach (RobustnessPlace place in places)
            {
                string fingerprint = RobustnessCellFile.Combine(ofModel, inputs[place], Version);
                _fingerprints.Add((model.Name, place), fingerprint);
                if (RobustnessCellFile.Find(RobustnessCellFile.PathOf(folder, model.Name, place), fingerprint) is { } found)
                {
                    _cells.Add((model.Name, place), found);
                }
            }
        }
    }

    /// <summary>Computes the missing cells and writes each one when it is finished.</summary>
    public void Complete(IReadOnlyList<Slice> slices, IProgress<RobustnessProgress>? progress, CancellationToken cancellationToken)
    {
        (RobustnessPlace Place, IReadOnlyList<RobustnessSubject> Subjects)[] work =
        [
            .. _places.Select(place => (place, Missing(place))).Where(field => field.Item2.Count > 0),
        ];
        Dictionary<string, Raster<float>> clean = slices.ToDictionary(slice => slice.Id, slice => slice.Image, StringComparer.Ordinal);
        int total = _fingerprints.Count;
        int before = _cells.Count;
        progress?.Report(new RobustnessProgress(before, total, before, ""));
        foreach (MeasuredCell measured in RobustnessMeasurement.Run(slices, work, cancellationToken))
        {
            (string Model, RobustnessPlace Place) key = (measured.Subject.Name, measured.Place);
            var cell = RobustnessCellFile.Of(_fingerprints[key], measured.Scores, RobustnessExample.Draw(measured, clean));
            cell.Write(RobustnessCellFile.PathOf(_folder, key.Model, key.Place));
            _cells.Add(key, cell);
            progress?.Report(new RobustnessProgress(_cells.Count, total, before, _models.Count == 1 ? key.Place.Key : $"{key.Model}, {key.Place.Key}"));
        }
    }

    /// <summary>The cells of a model; complete when all are computed.</summary>
    public IReadOnlyDictionary<RobustnessPlace, ScoreTable> CellsOf(RobustnessModel model) =>
        _places.ToDictionary(place => place, place => _cells[(model.Name, place)].ToScores(_catalog));

    /// <summary>The example pictures of a cell.</summary>
    public IReadOnlyList<RobustnessExample> ExamplesOf(RobustnessScorecard card, RobustnessPlace place) => _cells[(card.Model, place)].Examples;

    private List<RobustnessSubject> Missing(RobustnessPlace place) =>
        [.. _models.Where(model => !_cells.ContainsKey((model.Name, place))).Select(model => model.Subject)];

    // Hash of the slices and of the artifact in this version of the program, which is sampled on one small slice.
    private static Dictionary<RobustnessPlace, string> FingerprintsOfInputs(RegionCatalog catalog, IReadOnlyList<Slice> slices, IReadOnlyList<RobustnessPlace> places)
    {
        Slice probe = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = ProbeSide }, seed: 1).Slices[0];
        string ofSlices = HashOf(catalog, slices);
        return places.ToDictionary(place => place, place => RobustnessCellFile.Combine(place.Key, HashOf(probe.Regions!.Catalog, [place.Corrupt(probe)]), ofSlices));
    }

    private static string HashOf(RegionCatalog catalog, IReadOnlyList<Slice> slices)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(catalog, JsonFormat.Compact)));
        foreach (Slice slice in slices)
        {
            SliceHash.Append(hash, slice);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
