using DeepSlice.Formats;
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

    /// <summary>A plan that begins with a model's weights: its network, normalisation and length of tissue, for the regions of the dataset.</summary>
    /// <param name="plan">The plan of a new network for the dataset.</param>
    /// <param name="path">The model file.</param>
    /// <param name="annotated">Number of annotated slices to train on.</param>
    /// <exception cref="InvalidDataException">The file is no model.</exception>
    /// <exception cref="ArgumentException">The model or the plan is of another configuration than one whole-slice network.</exception>
    public static TrainingPlan Plan(TrainingPlan plan, string path, int annotated)
    {
        using SegmentationModel model = ModelFile.Read(path, Device.Cpu);
        if (model.Configuration != Configuration.Whole || plan.Configuration != Configuration.Whole)
        {
            throw new ArgumentException("expected a whole-slice network to continue from, got a cascade or a patch network; train without --from, or omit --configuration", nameof(plan));
        }

        if (plan.Atlas is not null && model.TissueLength is null)
        {
            throw new ArgumentException($"expected a model that resamples slices to a length of tissue with --atlas, got {path} without one; omit --from, or train on --dataset alone", nameof(path));
        }

        int epochs = plan.Atlas is { } atlas ? Math.Max(1, SlicesSeen / atlas.SlicesPerEpoch) : Math.Clamp(SlicesSeen / Math.Max(1, annotated), 10, 2000);
        NetworkPlan own = plan.Network;
        NetworkPlan network = model.Plan with { RegionCount = own.RegionCount };
        return plan with
        {
            From = new InitialWeights { Model = path, Sha256 = FileHash.Of(path) },
            Network = model.TissueLength is null ? network with { WorkingSize = new(network.RoundUp(own.WorkingSize.Width), network.RoundUp(own.WorkingSize.Height)) } : network,
            TissueLength = model.TissueLength,
            Normalization = model.Normalization,
            Epochs = epochs,
            ValidationInterval = Math.Max(1, epochs / 10),
            LearningRate = plan.LearningRate with { Peak = LearningRate },
            Decisions =
            [
                .. plan.Decisions.Where(decision => decision.Name is not ("epochs" or "network.widths" or "network.workingSize" or "tissueLength")),
                new("from", path, "Network, normalisation and weights of this model; of its last layer, those of the regions that it has."),
                new("epochs", $"{epochs}", FormattableString.Invariant($"Some {SlicesSeen:N0} varied slices at a learning rate of {LearningRate}: adapting a trained network takes fewer than training a new one.")),
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
