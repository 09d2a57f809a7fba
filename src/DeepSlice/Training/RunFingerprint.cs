using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Atlases;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>A hash of everything that determines the weights; tells whether a checkpoint belongs to a plan and a split.</summary>
internal static class RunFingerprint
{
    /// <summary>SHA-256 of the plan, the catalogue, and every pixel of image and annotation, in hexadecimal.</summary>
    public static string Of(TrainingPlan plan, TrainingSplit split)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, JsonSerializer.Serialize(plan with { Temperature = null }, JsonFormat.Compact)); // changes no weight, so a finished run can get another one
        Append(hash, JsonSerializer.Serialize(split.Dataset.Catalog, JsonFormat.Compact));
        foreach ((string part, IReadOnlyList<Slice> slices) in new[] { ("training", split.Training), ("validation", split.Validation) })
        {
            Append(hash, $"\n{part}");
            foreach (Slice slice in slices)
            {
                SliceHash.Append(hash, slice);
            }
        }

        foreach (AtlasSections sections in split.Sections)
        {
            hash.AppendData(sections.Fingerprint());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
