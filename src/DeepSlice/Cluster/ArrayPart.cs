using System.Globalization;

namespace DeepSlice.Cluster;

/// <summary>Tasks that one job array runs.</summary>
/// <param name="Offset">What is added to an index of the array to get the number of the task.</param>
/// <param name="Indices">The indices as sbatch takes them, for example <c>1-4,7</c>.</param>
internal sealed record ArrayPart(int Offset, string Indices)
{
    /// <summary>Divides tasks into arrays whose indices Slurm allows.</summary>
    /// <param name="tasks">Numbers of tasks, ascending.</param>
    /// <param name="mostIndices">Slurm's <c>MaxArraySize</c>: indices are smaller than it.</param>
    public static IReadOnlyList<ArrayPart> Divide(IEnumerable<int> tasks, int mostIndices)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        Ensure.InRange(mostIndices, 2, int.MaxValue, nameof(mostIndices));
        return [.. tasks.GroupBy(task => (task - 1) / (mostIndices - 1)).Select(part => new ArrayPart(part.Key * (mostIndices - 1), Ranges([.. part.Select(task => task - (part.Key * (mostIndices - 1)))])))];
    }

    private static string Ranges(int[] indices)
    {
        List<string> ranges = [];
        for (int first = 0; first < indices.Length;)
        {
            int last = first;
            while (last + 1 < indices.Length && indices[last + 1] == indices[last] + 1)
            {
                last++;
            }

            ranges.Add(last == first ? indices[first].ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{indices[first]}-{indices[last]}"));
            first = last + 1;
        }

        return string.Join(',', ranges);
    }
}
