using System.Collections.Immutable;

namespace DeepSlice.Atlases;

/// <summary>How the axes of a volume lie in the brain, as BrainGlobe writes it: the side on which each axis begins, such as <c>asr</c>.</summary>
internal sealed record VolumeOrientation
{
    private const string Canonical = "asr";
    private static readonly string[] Axes = ["ap", "si", "rl"];

    private VolumeOrientation(ImmutableArray<(int Axis, bool IsReversed)> axes) => Sources = axes;

    /// <summary>For each axis of the canonical order (anterior to posterior, superior to inferior, right to left): the axis of the volume, and whether it runs the other way.</summary>
    public ImmutableArray<(int Axis, bool IsReversed)> Sources { get; }

    /// <summary>Reads an orientation.</summary>
    /// <param name="text">Three letters of a p, s i, l r, each pair once.</param>
    /// <exception cref="FormatException">The text is none.</exception>
    public static VolumeOrientation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string letters = text.ToLowerInvariant();
        var sources = new (int, bool)[3];
        for (int canonical = 0; canonical < 3; canonical++)
        {
            int axis = letters.IndexOfAny([.. Axes[canonical]]);
            if (letters.Length != 3 || axis < 0 || axis != letters.LastIndexOfAny([.. Axes[canonical]]))
            {
                throw new FormatException($"expected an orientation of one letter each of a or p, s or i, l or r, such as 'asr', got '{text}'");
            }

            sources[canonical] = (axis, letters[axis] != Canonical[canonical]);
        }

        return new VolumeOrientation([.. sources]);
    }

    /// <summary>The values of a volume, one for each axis, in the canonical order.</summary>
    /// <param name="values">Three values, in the order of the volume's axes.</param>
    public (T First, T Second, T Third) Reorder<T>(IReadOnlyList<T> values) => (values[Sources[0].Axis], values[Sources[1].Axis], values[Sources[2].Axis]);
}
