using DeepSlice.Losses;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Tests.Torch;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class DeviceTests
{
    [Fact]
    public void Sixteen_bits_are_fast_where_the_processor_says_so()
    {
        string[] flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        Device.Cpu.FastPrecision.ShouldBe(flags.Contains("avx512_bf16") ? Precision.BFloat16 : Precision.Float32);
        Device.Cuda().FastPrecision.ShouldBe(Precision.Float32);
    }

    [Fact]
    public void Names_are_read_and_written()
    {
        Device.Parse("cpu").ShouldBe(Device.Cpu);
        Device.Parse("auto").IsCuda.ShouldBe(TorchRuntime.CudaDeviceCount > 0);
        Device.Cpu.ToString().ShouldBe("cpu");
        Device.Cuda(3).ToString().ShouldBe("cuda:3");
        default(Device).ShouldBe(Device.Cpu);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:x")]
    [InlineData("cuda:99999999999")]
    public void Other_names_are_refused(string name)
    {
        Should.Throw<ArgumentException>(() => Device.Parse(name)).Message.ShouldContain($"expected device auto, cpu, cuda or cuda:N, got '{name}'");
    }

    [Fact]
    public void A_device_that_is_not_there_is_said_so()
    {
        Should.Throw<ArgumentException>(() => Device.Parse($"cuda:{TorchRuntime.CudaDeviceCount}")).Message
            .ShouldContain($"expected one of the {TorchRuntime.CudaDeviceCount} CUDA devices of this machine");
    }

    [Fact]
    public void Memory_on_a_device_that_is_not_there_is_an_error_and_no_crash()
    {
        Should.Throw<Native.NativeException>(() => Tensor.Zeros(TensorType.Float32, Device.Cuda(100), 1));
    }

    [Fact]
    public void LibTorch_states_its_version_and_how_it_was_built()
    {
        Version.Parse(TorchRuntime.Version.Split('a', '+')[0]).ShouldBeGreaterThanOrEqualTo(new Version(1, 13));
        TorchRuntime.Configuration.ShouldContain("PyTorch built with");
    }

    [Fact]
    public void The_number_of_threads_is_set_and_must_be_positive()
    {
        int before = TorchRuntime.Threads;
        TorchRuntime.Threads = 1;
        TorchRuntime.Threads.ShouldBe(1);
        TorchRuntime.Threads = before;

        Should.Throw<ArgumentOutOfRangeException>(() => TorchRuntime.Threads = 0);
    }

    [Fact]
    public void Cuda_computes_the_same_logits_and_gradients_as_the_processor()
    {
        Assert.SkipUnless(TorchRuntime.CudaDeviceCount > 0, "LibTorch sees no CUDA device here");
        (float[] logits, float[] gradients) = LogitsAndGradients(Device.Cpu);
        (float[] cudaLogits, float[] cudaGradients) = LogitsAndGradients(Device.Cuda());

        cudaLogits.ShouldBeNear(logits, 1e-3f);
        cudaGradients.ShouldBeNear(gradients, 1e-3f);
    }

    private static (float[] Logits, float[] Gradients) LogitsAndGradients(Device device)
    {
        var plan = new NetworkPlan { RegionCount = 3, Widths = [4, 8], WorkingSize = new(16, 16) };
        using Network network = Network.Create(plan, device, new RandomStream(1));
        using var scope = new TensorScope();
        Tensor images = Tensor.From<float>(TorchReference.Numbers(2 * 256), 2, 1, 16, 16).To(TensorType.Float32, device);
        Tensor labels = Tensor.From<long>([.. Enumerable.Range(0, 512).Select(i => (long)i % 3)], 2, 16, 16).To(TensorType.Int64, device);
        Tensor logits = network.Forward(images, training: true);
        var options = new LossOptions { AlphaSmd = new AlphaSmdOptions { Mode = AlphaSmdMode.Inwards } };
        new SegmentationLoss(options).Compute(logits, labels, new AlphaSmdStep(10, 0.5, false)).Backward();
        return (logits.ToArray<float>(), network.Weights.Gradients.ToArray<float>());
    }
}
