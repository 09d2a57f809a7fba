using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>U-Net (Ronneberger et al. 2015, arXiv:1505.04597) with batch normalisation and zero-padded convolutions.</summary>
/// <remarks>
/// Level 0 has full resolution, each further level half that of the previous one. A level of the encoder is two convolution units, followed by
/// 2×2 max pooling. The decoder upsamples by nearest neighbour and concatenates the skip connection; the last unit before upsampling reduces the
/// channels to the width of the finer level, so that the expensive full-resolution convolutions have few channels. Sizes that are not a
/// multiple of 2^(levels − 1) are zero-padded on the right and at the bottom, and cropped again.
/// </remarks>
internal sealed class UNet : Network
{
    private readonly ConvolutionUnit[][] _encoder;
    private readonly ConvolutionUnit[][] _decoder;
    private readonly Parameter _headWeight;
    private readonly Parameter _headBias;
    private readonly Parameter? _damageWeight;
    private readonly Parameter? _damageBias;
    private readonly long _stride;

    // Most pixels are sound: a network that knows nothing expects damage in one of eight.
    private const double InitialDamage = -2;

    public UNet(NetworkPlan plan)
    {
        IReadOnlyList<int> widths = plan.Widths;
        int deepest = widths.Count - 1;
        _stride = plan.Stride;
        _encoder = new ConvolutionUnit[widths.Count][];
        _decoder = new ConvolutionUnit[deepest][];
        for (int level = 0; level <= deepest; level++)
        {
            int inputs = level == 0 ? plan.InputChannels : widths[level - 1];
            _encoder[level] = Level($"encoder.{level}", inputs, widths[level], level == deepest ? Finer(level) : widths[level]);
        }

        for (int level = 0; level < deepest; level++)
        {
            _decoder[level] = Level($"decoder.{level}", 2 * widths[level], widths[level], Finer(level));
        }

        int Finer(int level) => widths[Math.Max(0, level - 1)];

        _headWeight = Weights.Weight("head.weight", Initialization.He(widths[0]), plan.RegionCount, widths[0], 1, 1);
        _headBias = Weights.Bias("head.bias", Initialization.Zero, plan.RegionCount);
        if (plan.Damage)
        {
            _damageWeight = Weights.Weight("damage.weight", Initialization.He(widths[0]), 1, widths[0], 1, 1);
            _damageBias = Weights.Bias("damage.bias", new Initialization(InitialDamage, 0), 1);
        }
    }

    public override Tensor Forward(Tensor images, bool training)
    {
        long[] shape = images.Shape;
        (long height, long width) = (shape[2], shape[3]);
        long bottom = -height & (_stride - 1);
        long right = -width & (_stride - 1);
        Tensor current = bottom + right > 0 ? Aten.Pad(images, 0, right, 0, bottom) : images;
        current = current.ChannelsLast();

        var skips = new Tensor[_decoder.Length];
        for (int level = 0; level < _encoder.Length; level++)
        {
            current = Apply(_encoder[level], level == 0 ? current : Aten.MaxPool2d(current, 2), training);
            if (level < skips.Length)
            {
                skips[level] = current;
            }
        }

        for (int level = skips.Length - 1; level >= 0; level--)
        {
            Tensor skip = skips[level];
            Tensor enlarged = Aten.RepeatPixels(current, 2);
            current = Apply(_decoder[level], Aten.Cat([skip, enlarged], 1), training);
        }

        Tensor logits = Head(current, training);
        return bottom + right > 0 ? Aten.Pad(logits, 0, -right, 0, -bottom) : logits;
    }

    // 16-bit floats resolve logits only to several per cent of a probability; for inference the last convolution, which is cheap, runs in 32 bits.
    private Tensor Head(Tensor features, bool training)
    {
        (Tensor weight, Tensor bias) = _damageWeight is null || _damageBias is null
            ? (_headWeight.Value, _headBias.Value)
            : (Aten.Cat([_headWeight.Value, _damageWeight.Value], 0), Aten.Cat([_headBias.Value, _damageBias.Value], 0));
        if (training)
        {
            return Aten.Conv2d(features, weight, bias);
        }

        using var exact = new AutocastScope(Precision.Float32, features.Device);
        return Aten.Conv2d(features.To(TensorType.Float32, features.Device), weight, bias);
    }

    private static Tensor Apply(ConvolutionUnit[] units, Tensor input, bool training)
    {
        foreach (ConvolutionUnit unit in units)
        {
            input = unit.Forward(input, training);
        }

        return input;
    }

    private ConvolutionUnit[] Level(string name, int inputs, int width, int outputs) =>
    [
        new ConvolutionUnit(Weights, $"{name}.first", inputs, width),
        new ConvolutionUnit(Weights, $"{name}.second", width, outputs),
    ];
}
