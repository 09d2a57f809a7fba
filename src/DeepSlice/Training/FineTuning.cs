using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Continues the training of a model on other slices, of the same or of other regions.</summary>
internal static class FineTuning
{
    // Fewer slices and a lower rate than for a new network: what was learnt is to be adapted, not replaced.
    private const int SlicesSeen = 12_000;
    private const double LearningRate = 1e-3;

    // More epochs learn a few slices by heart: five sections seen 1600 times gave a lower Dice on others than 600 times (docs/explanation/any-plane.md).
    private const int MostEpochs = 600;

    // Of the model's length of tissue: structures are at most some twice as large or small as those that it has learnt.
    private const double LeastOfLength = 0.6;
    private const double MostOfLength = 2;

    /// <summary>A plan that begins with a model's weights: its network and normalisation, for the regions of the dataset.</summary>
    /// <remarks>
    /// A model that resamples slices to a length of tissue continues without, at the scale of the dataset, if that is about its own: a lab's slices have one
    /// scale, and resampling by the tissue costs resolution, and is wrong where a piece is missing.
    /// </remarks>
    /// <param name="plan">The plan of a new network for the dataset.</param>
    /// <param name="path">The model file.</param>
    /// <param name="dataset">The annotated slices.</param>
    /// <param name="isOneScale">Whether all slices were imported at one scale.</param>
    /// <exception cref="InvalidDataException">The file is no model.</exception>
    /// <exception cref="ArgumentException">The model or the plan is of another configuration than one whole-slice network.</exception>
    public static TrainingPlan Plan(TrainingPlan plan, string path, SliceDataset dataset, bool isOneScale)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using SegmentationModel model = ModelFile.Read(path, Device.Cpu);
        if (model.Configuration != Configuration.Whole || plan.Configuration != Configuration.Whole)
        {
            throw new ArgumentException("expected a whole-slice network to continue from, got a cascade or a patch network; train without --from, or omit --configuration", nameof(plan));
        }

        if (plan.Atlas is not null && model.TissueLength is null)
        {
            throw new ArgumentException($"expected a model that resamples slices to a length of tissue with --atlas, got {path} without one; omit --from, or train on --dataset alone", nameof(path));
        }

        int epochs = plan.Atlas is { } atlas ? Math.Max(1, SlicesSeen / atlas.SlicesPerEpoch) : Math.Clamp(SlicesSeen / Math.Max(1, dataset.Slices.Count(slice => slice is { Regions: not null, Split: SliceSplit.Train })), 10, MostEpochs);
        double? length = plan.Atlas is null && isOneScale && TissueLengths.Measure(dataset.Slices.Select(slice => slice.Image)) is { } found
            && found.Median >= LeastOfLength * model.TissueLength && found.Median <= MostOfLength * model.TissueLength ? null : model.TissueLength;
        NetworkPlan own = plan.Network;
        NetworkPlan network = model.Plan with { RegionCount = own.RegionCount };
        return plan with
        {
            From = new InitialWeights { Model = path, Sha256 = FileHash.Of(path) },
            Network = length is null ? network with { WorkingSize = new(network.RoundUp(own.WorkingSize.Width), network.RoundUp(own.WorkingSize.Height)) } : network,
            TissueLength = length,
            Normalization = model.Normalization,
            Epochs = epochs,
            ValidationInterval = Math.Max(1, epochs / 10),
            LearningRate = plan.LearningRate with { Peak = LearningRate },
            Decisions =
            [
                .. plan.Decisions.Where(decision => decision.Name is not ("epochs" or "network.widths" or "network.workingSize" or "tissueLength")),
                new("from", path, "Network, normalisation and weights of this model; of its last layer, those of the regions that it has."),
                .. model.TissueLength is null ? [] : (PlanDecision[])[Scale(model.TissueLength.Value, length)],
                new("epochs", $"{epochs}", FormattableString.Invariant($"Some {SlicesSeen:N0} varied slices, but no slice more than {MostEpochs} times, at a learning rate of {LearningRate}: adapting a trained network takes fewer than training a new one.")),
            ],
        };
    }

    /// <summary>Writes a model's weights into a new network and its average.</summary>
    /// <param name="state">State of a run that has not begun.</param>
    /// <param name="from">The model.</param>
    /// <param name="catalog">Regions of the run. The weights of the last layer are taken over region by region.</param>
    /// <exception cref="InvalidDataException">The file changed since the plan was made, or its weights do not fit the plan.</exception>
    public static void Begin(TrainingState state, InitialWeights from, RegionCatalog catalog)
    {
        if (!File.Exists(from.Model) || FileHash.Of(from.Model) != from.Sha256)
        {
            throw new InvalidDataException($"{from.Model}: expected the model that the plan was made for, got {(File.Exists(from.Model) ? "another one" : "no file")}; put it back, or plan again with --from");
        }

        using SegmentationModel model = ModelFile.Read(from.Model, Device.Cpu);
        Dictionary<string, Parameter> trained = model.Network.Weights.All.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (Network network in new[] { state.Network, state.Averaged })
        {
            foreach (Parameter parameter in network.Weights.All)
            {
                if (Network.IsDamage(parameter.Name) && !trained.ContainsKey(parameter.Name))
                {
                    continue; // the model does not predict damage yet
                }

                float[] values = trained.GetValueOrDefault(parameter.Name)?.Value.ToArray<float>()
                    ?? throw new InvalidDataException($"{from.Model}: expected weights '{parameter.Name}' as in the plan, got none; plan again with --from, without changing network");
                float[] target = parameter.Value.ToArray<float>();
                if (Network.IsHead(parameter.Name))
                {
                    TakeRows(values, model.Catalog, target, catalog);
                }
                else if (values.Length == target.Length)
                {
                    target = values;
                }
                else
                {
                    throw new InvalidDataException($"{from.Model}: expected weights '{parameter.Name}' of {target.Length} numbers as in the plan, got {values.Length}; plan again with --from, without changing network");
                }

                parameter.Value.Write<float>(target);
            }
        }
    }

    private static PlanDecision Scale(double ofModel, double? length) => length is null
        ? new("tissueLength", "none", FormattableString.Invariant($"All slices have one scale, with about the {ofModel:0} pixels of tissue that the model knows: the network keeps their resolution, in place of resampling each."))
        : new("tissueLength", FormattableString.Invariant($"{length:0}"), "As of the model: slices of several scales, sections of an atlas, or tissue of another length than the model knows are resampled.");

    private static void TakeRows(float[] values, RegionCatalog from, float[] target, RegionCatalog to)
    {
        int length = target.Length / to.Count;
        foreach (Region region in to.Regions)
        {
            if (from.Find(region.Key) is { } same)
            {
                values.AsSpan(same.Index * length, length).CopyTo(target.AsSpan(region.Index * length));
            }
        }
    }
}
