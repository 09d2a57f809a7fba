using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Tells whether a checkpoint belongs to a plan and to slices: a hash of everything that decides the weights.</summary>
internal static class RunFingerprint
{
    /// <summary>SHA-256 of the plan, the regions, and every pixel of image and annotation, in hexadecimal.</summary>
    public static string Of(TrainingPlan plan, RegionCatalog catalog, TrainingSplit split)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, JsonSerializer.Serialize(plan with { Temperature = null }, JsonFormat.Compact)); // changes no weight, so a finished run may be given another one
        Append(hash, JsonSerializer.Serialize(catalog, JsonFormat.Compact));
        foreach ((string part, IReadOnlyList<Slice> slices) in new[] { ("training", split.Training), ("validation", split.Validation) })
        {
            Append(hash, $"\n{part}");
            foreach (Slice slice in slices)
            {
                SliceHash.Append(hash, slice);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
