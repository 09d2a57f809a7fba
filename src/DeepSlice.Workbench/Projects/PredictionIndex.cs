using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Slices;
using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>What is known of the predicted slices, kept because <c>regions.csv</c> covers the last run of <c>predict</c> only.</summary>
internal sealed class PredictionIndex
{
    private readonly Lock _lock = new();
    private readonly JournalDatabase _database;
    private readonly PredictionFolder _folder;
    private readonly Dictionary<string, PredictedState> _states = new(StringComparer.Ordinal);

    public PredictionIndex(JournalDatabase database, PredictionFolder folder)
    {
        _database = database;
        _folder = folder;
        foreach ((string slice, PredictedState state) in database.Read("SELECT slice, document FROM predictions", row => (row.GetString(0), JsonSerializer.Deserialize<PredictedState>(row.GetString(1), JsonFormat.Compact)!)))
        {
            _states[slice] = state;
        }
    }

    /// <summary>What is known of a slice; null if it is not predicted.</summary>
    public PredictedState? Find(string slice)
    {
        lock (_lock)
        {
            return _states.GetValueOrDefault(slice);
        }
    }

    /// <summary>Reads what <c>predict</c> has written since.</summary>
    /// <param name="catalog">The regions.</param>
    /// <returns>The slices whose predictions are new.</returns>
    public IReadOnlyList<string> Refresh(RegionCatalog catalog)
    {
        if (!Directory.Exists(_folder.FullPath))
        {
            return [];
        }

        Dictionary<string, PredictedState> found = new(StringComparer.Ordinal);
        foreach (PredictionRun run in _folder.ReadRuns().Runs)
        {
            foreach (PredictionRunSlice slice in run.Slices.Where(slice => Find(slice.Id)?.At != run.Written && File.Exists(_folder.LabelsOf(slice.Id))))
            {
                found[slice.Id] = PredictedState.Of(run, slice);
            }
        }

        if (found.Count > 0)
        {
            AddTable(found, catalog);
            Keep(found);
        }

        return [.. found.Keys];
    }

    private void AddTable(Dictionary<string, PredictedState> found, RegionCatalog catalog)
    {
        if (!File.Exists(_folder.TableFile))
        {
            return;
        }

        CsvRows table = CsvRows.Read(_folder.TableFile);
        (int slice, int region, int confidence, int flag, int fraction) = (table.Require("slice"), table.Require("region"), table.Find("confidence"), table.Find("flag"), table.Find("fraction"));
        foreach (IGrouping<string, int> rows in Enumerable.Range(0, table.Count).GroupBy(row => table.Text(row, slice), StringComparer.Ordinal))
        {
            if (!found.TryGetValue(rows.Key, out PredictedState? state))
            {
                continue;
            }

            var fractions = new double[catalog.Count];
            List<double> confidences = [];
            foreach (int row in rows)
            {
                if (catalog.Find(table.Text(row, region)) is { } known)
                {
                    fractions[known.Index] = table.Number(row, fraction) ?? 0;
                    if (known.IsAnnotated && table.Number(row, confidence) is double expected)
                    {
                        confidences.Add(expected);
                    }
                }
            }

            found[rows.Key] = state with
            {
                Confidence = confidences.Count > 0 ? Math.Round(confidences.Average(), 4) : null,
                IsFlagged = confidences.Count == 0 || rows.Any(row => table.Text(row, flag).Length > 0),
                Fractions = fractions,
            };
        }
    }

    private void Keep(Dictionary<string, PredictedState> found) => _database.Transact(() =>
    {
        foreach ((string id, PredictedState state) in found)
        {
            _database.Run("INSERT OR REPLACE INTO predictions (slice, document) VALUES ($1, $2)", id, JsonSerializer.Serialize(state, JsonFormat.Compact));
            lock (_lock)
            {
                _states[id] = state;
            }
        }

        return found.Count;
    });
}
