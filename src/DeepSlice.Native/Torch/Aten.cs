namespace DeepSlice.Native.Torch;

/// <summary>ATen operators with typed arguments. Images are (N, C, H, W); results are new tensors unless the summary says "in place".</summary>
/// <remarks>Every operator throws a <see cref="NativeException"/> with its name and the shapes of its arguments if LibTorch fails.</remarks>
internal static partial class Aten
{
    private static readonly Operator s_conv2d = new("aten::conv2d");
    private static readonly Operator s_batchNorm = new("aten::batch_norm");
    private static readonly Operator s_maxPool2d = new("aten::max_pool2d");
    private static readonly Operator s_upsampleNearest2d = new("aten::upsample_nearest2d");
    private static readonly Operator s_avgPool2dBackward = new("aten::avg_pool2d_backward");
    private static readonly Operator s_reluInPlace = new("aten::relu_");
    private static readonly Operator s_cat = new("aten::cat");
    private static readonly Operator s_constantPad = new("aten::constant_pad_nd");
    private static readonly Operator s_narrow = new("aten::narrow");
    private static readonly Operator s_view = new("aten::view");
    private static readonly Operator s_flip = new("aten::flip");
    private static readonly Operator s_transpose = new("aten::transpose", "int");
    private static readonly Operator s_permute = new("aten::permute");
    private static readonly Operator s_contiguous = new("aten::contiguous");

    /// <summary>Two-dimensional convolution.</summary>
    /// <param name="input">(N, C, H, W).</param>
    /// <param name="weight">(C′, C, k, k).</param>
    /// <param name="bias">(C′), or null for none.</param>
    /// <param name="stride">Step of the kernel in pixels.</param>
    /// <param name="padding">Zeros added on every side in pixels.</param>
    /// <returns>(N, C′, H′, W′).</returns>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias, long stride = 1, long padding = 0)
    {
        var call = new OperatorCall(s_conv2d);
        call.Add(input);
        call.Add(weight);
        call.Add(bias);
        call.Add(stride, stride);
        call.Add(padding, padding);
        return call.Run();
    }

    /// <summary>Batch normalisation (Ioffe and Szegedy 2015, arXiv:1502.03167).</summary>
    /// <param name="input">(N, C, H, W).</param>
    /// <param name="weight">Gain, (C).</param>
    /// <param name="bias">Shift, (C).</param>
    /// <param name="runningMean">(C); updated in place when training.</param>
    /// <param name="runningVariance">(C); updated in place when training.</param>
    /// <param name="training">Whether to normalise by batch statistics.</param>
    /// <param name="momentum">Weight of the batch in the running statistics, 0 … 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor BatchNorm(
        Tensor input, Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance, bool training, double momentum = 0.1, double epsilon = 1e-5)
    {
        var call = new OperatorCall(s_batchNorm);
        call.Add(input);
        call.Add(weight);
        call.Add(bias);
        call.Add(runningMean);
        call.Add(runningVariance);
        call.Add(training);
        call.Add(momentum);
        call.Add(epsilon);
        call.Add(true);
        return call.Run();
    }

    /// <summary>Max pooling over squares.</summary>
    /// <param name="input">(N, C, H, W).</param>
    /// <param name="size">Side and step of the squares in pixels.</param>
    public static Tensor MaxPool2d(Tensor input, long size)
    {
        var call = new OperatorCall(s_maxPool2d);
        call.Add(input);
        call.Add(size, size);
        return call.Run();
    }

    /// <summary>Nearest-neighbour upsampling.</summary>
    /// <param name="input">(N, C, H, W).</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    public static Tensor UpsampleNearest(Tensor input, long height, long width)
    {
        var call = new OperatorCall(s_upsampleNearest2d);
        call.Add(input);
        call.Add(height, width);
        return call.Run();
    }

    /// <summary>Nearest-neighbour upsampling by an integer factor.</summary>
    /// <remarks>
    /// The gradient of a sum over squares repeats pixels, and its own gradient is that sum: the same numbers as
    /// <see cref="UpsampleNearest"/>, whose backward pass takes twice as long on a CPU.
    /// </remarks>
    /// <param name="input">(N, C, H, W).</param>
    /// <param name="factor">Times each pixel is repeated along each side.</param>
    /// <returns>(N, C, H · factor, W · factor), channels innermost in memory.</returns>
    public static Tensor RepeatPixels(Tensor input, long factor)
    {
        ArgumentNullException.ThrowIfNull(input);
        long[] shape = input.Shape;
        Tensor pooled = Permute(Tensor.Empty(input.Type, input.Device, shape[0], shape[2] * factor, shape[3] * factor, shape[1]), 0, 3, 1, 2);
        var call = new OperatorCall(s_avgPool2dBackward);
        call.Add(input);
        call.Add(pooled);
        call.Add(factor, factor);
        call.Add(factor, factor);
        call.Add(0, 0);
        call.Add(false);
        call.Add(false);
        call.Add(1L);
        return call.Run();
    }

    /// <summary>max(0, x) of each value, in place.</summary>
    /// <param name="input">Any shape.</param>
    public static void ReluInPlace(Tensor input) => InPlace(s_reluInPlace, input);

    /// <summary>Joins tensors along a dimension.</summary>
    /// <param name="tensors">Up to 14 tensors, equal in all other dimensions.</param>
    /// <param name="dimension">Dimension to join along.</param>
    public static Tensor Cat(ReadOnlySpan<Tensor> tensors, long dimension)
    {
        var call = new OperatorCall(s_cat);
        call.Add(tensors);
        call.Add(dimension);
        return call.Run();
    }

    /// <summary>Adds zeros around (or, with negative numbers, cuts from) the two last dimensions.</summary>
    /// <param name="input">(…, H, W).</param>
    /// <param name="left">Columns on the left.</param>
    /// <param name="right">Columns on the right.</param>
    /// <param name="top">Rows above.</param>
    /// <param name="bottom">Rows below.</param>
    public static Tensor Pad(Tensor input, long left, long right, long top, long bottom)
    {
        var call = new OperatorCall(s_constantPad);
        call.Add(input);
        call.Add(left, right, top, bottom);
        return call.Run();
    }

    /// <summary>A slice along one dimension; shares memory with its source.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dimension">Dimension to cut.</param>
    /// <param name="start">First index.</param>
    /// <param name="length">Number of elements.</param>
    public static Tensor Narrow(Tensor input, long dimension, long start, long length)
    {
        var call = new OperatorCall(s_narrow);
        call.Add(input);
        call.Add(dimension);
        call.Add(start);
        call.Add(length);
        return call.Run();
    }

    /// <summary>A view with another shape.</summary>
    /// <param name="input">A packed tensor.</param>
    /// <param name="shape">The new sizes.</param>
    public static Tensor View(Tensor input, params ReadOnlySpan<long> shape)
    {
        var call = new OperatorCall(s_view);
        call.Add(input);
        call.Add(shape);
        return call.Run();
    }

    /// <summary>Reverses the order along dimensions.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dimensions">Dimensions to reverse.</param>
    public static Tensor Flip(Tensor input, params ReadOnlySpan<long> dimensions)
    {
        var call = new OperatorCall(s_flip);
        call.Add(input);
        call.Add(dimensions);
        return call.Run();
    }

    /// <summary>Swaps two dimensions, sharing memory.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="first">One dimension.</param>
    /// <param name="second">The other.</param>
    public static Tensor Transpose(Tensor input, long first, long second)
    {
        var call = new OperatorCall(s_transpose);
        call.Add(input);
        call.Add(first);
        call.Add(second);
        return call.Run();
    }

    /// <summary>The dimensions in another order, sharing memory.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="order">For each dimension of the result, the index of the source dimension.</param>
    public static Tensor Permute(Tensor input, params ReadOnlySpan<long> order)
    {
        var call = new OperatorCall(s_permute);
        call.Add(input);
        call.Add(order);
        return call.Run();
    }

    /// <summary>The same values packed in row-major order.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Contiguous(Tensor input) => Unary(s_contiguous, input);

    private static Tensor Unary(Operator op, Tensor input)
    {
        var call = new OperatorCall(op);
        call.Add(input);
        return call.Run();
    }

    private static Tensor Binary(Operator op, Tensor left, Tensor right)
    {
        var call = new OperatorCall(op);
        call.Add(left);
        call.Add(right);
        return call.Run();
    }

    private static void InPlace(Operator op, Tensor target)
    {
        var call = new OperatorCall(op);
        call.Add(target);
        call.RunInPlace();
    }

    private static void InPlace(Operator op, Tensor target, double value)
    {
        var call = new OperatorCall(op);
        call.Add(target);
        call.Add(value);
        call.RunInPlace();
    }
}
