using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>A segmentation network: grey images in, with or without a coarser network's probabilities, a logit per pixel and region out.</summary>
/// <remarks>Owns its weights. Several threads may compute at once without training.</remarks>
public abstract class Network : IDisposable
{
    private protected Network()
    {
    }

    /// <summary>All numbers of the network.</summary>
    public NetworkWeights Weights { get; } = new();

    /// <summary>Builds the network a plan describes, with starting values.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="random">Gives the starting values.</param>
    /// <returns>A network the caller disposes of.</returns>
    public static Network Create(NetworkPlan plan, Device device, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(random);
        Network network = Declare(plan);
        try
        {
            network.Weights.Allocate(device);
            network.Weights.Initialize(random);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Computes logits.</summary>
    /// <param name="images">(N, input channels, H, W), 32-bit; H and W of any size.</param>
    /// <param name="training">Whether normalisation uses the batch's own statistics and updates the running ones.</param>
    /// <returns>(N, regions, H, W).</returns>
    public abstract Tensor Forward(Tensor images, bool training);

    /// <summary>The network a plan describes, still without memory for its weights.</summary>
    internal static Network Declare(NetworkPlan plan) => plan.Architecture switch
    {
        Architecture.UNet => new UNet(plan),
        _ => throw new ArgumentException($"found architecture {plan.Architecture}, allowed is {Architecture.UNet}", nameof(plan)),
    };

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        Weights.Dispose();
        GC.SuppressFinalize(this);
    }
}
