using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>A segmentation network: grey images, optionally with the probabilities of a coarser network, to logits per pixel and region.</summary>
/// <remarks>Owns its weights. Several threads may run inference at once.</remarks>
internal abstract class Network : IDisposable
{
    private protected Network()
    {
    }

    /// <summary>Parameters and running statistics of the network.</summary>
    public NetworkWeights Weights { get; } = new();

    /// <summary>Builds the network of a plan with initial weights.</summary>
    /// <param name="plan">Plan of the network.</param>
    /// <param name="device">Device of the weights.</param>
    /// <param name="random">Random stream for the initial weights.</param>
    /// <returns>A network; the caller disposes of it.</returns>
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
    /// <param name="images">(N, input channels, H, W), float32; any H and W.</param>
    /// <param name="training">Whether batch normalisation uses batch statistics and updates the running statistics.</param>
    /// <returns>(N, outputs, H, W): regions, then damage if the plan has that output.</returns>
    public abstract Tensor Forward(Tensor images, bool training);

    /// <summary>Whether a parameter belongs to the last layer, whose rows are the regions.</summary>
    /// <param name="name">Name of the parameter.</param>
    public static bool IsHead(string name) => name.StartsWith("head.", StringComparison.Ordinal);

    /// <summary>Whether a parameter belongs to the output of damage alone.</summary>
    /// <param name="name">Name of the parameter.</param>
    public static bool IsDamage(string name) => name.StartsWith("damage.", StringComparison.Ordinal);

    /// <summary>The network of a plan, without memory for its weights.</summary>
    internal static Network Declare(NetworkPlan plan) => plan.Architecture switch
    {
        Architecture.UNet => new UNet(plan),
        _ => throw new ArgumentException($"expected architecture {Architecture.UNet}, got {plan.Architecture}", nameof(plan)),
    };

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        Weights.Dispose();
        GC.SuppressFinalize(this);
    }
}
