using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

/// <summary>Shows the events of a training on a progress meter.</summary>
internal static class TrainingMeter
{
    /// <summary>Shows one event.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="value">The event.</param>
    /// <param name="fold">Number of the current fold, from 1.</param>
    /// <param name="folds">Number of folds; 1 without cross-validation.</param>
    public static void Show(ProgressMeter meter, TrainingEvent value, int fold = 1, int folds = 1)
    {
        string prefix = folds > 1 ? $"fold {fold} of {folds}, " : "";
        switch (value)
        {
            case TrainingEvent.Started started:
                meter.Skip(started.FirstEpoch - 1);
                meter.Say(Words($"{prefix}training {Network(started.Plan)} on {Material(started)}, {started.ValidationSlices.Count} held out; {started.Device}, {Counted.Of(started.Threads, "thread")}, {started.Precision.ToString().ToLowerInvariant()}"));
                break;
            case TrainingEvent.EpochDone epoch:
                string dice = epoch.Record.ValidationDice is double mean ? Words($", Dice {mean:F3}") : "";
                meter.Report(((fold - 1) * epoch.Epochs) + epoch.Done, folds * epoch.Epochs, Words($"{prefix}loss {epoch.Record.Loss:F3}{dice}"));
                break;
            case TrainingEvent.StoppedEarly stopped:
                meter.Say(Words($"{prefix}stopped after epoch {stopped.Epoch}: no better score since epoch {stopped.BestEpoch}, whose weights are kept"));
                break;
        }
    }

    private static string Material(TrainingEvent.Started started)
    {
        string slices = Counted.Of(started.TrainingSlices.Count, "slice");
        return started.Plan.Atlas is not { } atlas ? slices : $"sections of {string.Join(" and ", atlas.Names)}{(started.TrainingSlices.Count > 0 ? $" and {slices}" : "")}";
    }

    private static string Network(TrainingPlan plan) => plan.Patches is null ? "a whole-slice network" : "a patch network";

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
