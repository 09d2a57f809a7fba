using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Evaluation;
using DeepSlice.Phantoms;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Hashes of the images that scorecards are made on.</summary>
internal sealed class RobustnessInputs
{
    // Large enough for every artifact to leave its marks.
    private const int ProbeSide = 64;

    private readonly Slice _probe = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = ProbeSide }, seed: 1).Slices[0];
    private readonly Dictionary<RobustnessPlace, string> _probes = [];
    private readonly string _slices;

    public RobustnessInputs(RegionCatalog catalog, IReadOnlyList<Slice> slices) => _slices = HashOf(catalog, slices);

    /// <summary>A hash of the slices and of what the field's artifact does in this version of the program, told by what it does to one small slice.</summary>
    public string FingerprintOf(RobustnessPlace place)
    {
        if (!_probes.TryGetValue(place, out string? probe))
        {
            _probes[place] = probe = HashOf(_probe.Regions!.Catalog, [place.Corrupt(_probe)]);
        }

        return RobustnessCellFile.Combine(place.Key, probe, _slices);
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
