using System.Text.Json;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Tests.Torch;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class AdamWTests
{
    [Fact]
    public void Six_steps_give_the_weights_that_pytorch_gives()
    {
        using var weights = new NetworkWeights();
        Parameter decaying = weights.Weight("w", Initialization.Zero, 5);
        Parameter steady = weights.Bias("b", Initialization.Zero, 3);
        weights.Allocate(Device.Cpu);
        decaying.Value.Write<float>(TorchReference.Numbers(5));
        steady.Value.Write<float>(TorchReference.Numbers(3, 0.5, 1));
        using var optimizer = new AdamW(weights, 0.05);
        int step = 0;
        foreach (JsonElement expected in TorchReference.Root.GetProperty("adamW").EnumerateArray())
        {
            step++;
            var gradients = new float[weights.Values.Count];
            TorchReference.Numbers(5, 0.3, step).CopyTo(gradients, 0);
            TorchReference.Numbers(3, 3, 2 * step).CopyTo(gradients, 16); // parameters begin every 16 values
            weights.Gradients.Write<float>(gradients);

            optimizer.Step(step, expected.GetProperty("learningRate").GetDouble());

            decaying.Value.ToArray<float>().ShouldBeNear(TorchReference.Floats(expected.GetProperty("decaying")), 1e-6f);
            steady.Value.ToArray<float>().ShouldBeNear(TorchReference.Floats(expected.GetProperty("steady")), 1e-6f);
        }

        step.ShouldBe(6);
    }

    [Fact]
    public void Without_gradients_only_decaying_weights_shrink()
    {
        using var weights = new NetworkWeights();
        Parameter decaying = weights.Weight("w", Initialization.One, 1);
        Parameter steady = weights.Bias("b", Initialization.One, 1);
        weights.Allocate(Device.Cpu);
        weights.Initialize(new RandomStream(1));
        using var optimizer = new AdamW(weights, 0.5);

        optimizer.Step(1, 0.1);

        decaying.Value.ToArray<float>().ShouldBe([0.95f]);
        steady.Value.ToArray<float>().ShouldBe([1]);
    }
}
