namespace DeepSlice.Native.Torch;

/// <content>Arithmetic, sums, losses, and the in-place operators of optimisers.</content>
internal static partial class Aten
{
    private static readonly Operator s_add = new("aten::add", "Tensor");
    private static readonly Operator s_addScalar = new("aten::add", "Scalar");
    private static readonly Operator s_multiply = new("aten::mul", "Tensor");
    private static readonly Operator s_multiplyScalar = new("aten::mul", "Scalar");
    private static readonly Operator s_divide = new("aten::div", "Tensor");
    private static readonly Operator s_softmax = new("aten::softmax", "int");
    private static readonly Operator s_logSoftmax = new("aten::log_softmax", "int");
    private static readonly Operator s_exp = new("aten::exp");
    private static readonly Operator s_sigmoid = new("aten::sigmoid");
    private static readonly Operator s_mean = new("aten::mean");
    private static readonly Operator s_sum = new("aten::sum");
    private static readonly Operator s_sumOver = new("aten::sum", "dim_IntList");
    private static readonly Operator s_negativeLogLikelihood = new("aten::nll_loss2d");
    private static readonly Operator s_scatter = new("aten::scatter_", "value");
    private static readonly Operator s_zero = new("aten::zero_");
    private static readonly Operator s_fill = new("aten::fill_", "Scalar");
    private static readonly Operator s_multiplyInPlace = new("aten::mul_", "Scalar");
    private static readonly Operator s_addInPlace = new("aten::add_", "Tensor");
    private static readonly Operator s_addScalarInPlace = new("aten::add_", "Scalar");
    private static readonly Operator s_addcmulInPlace = new("aten::addcmul_");
    private static readonly Operator s_addcdivInPlace = new("aten::addcdiv_");
    private static readonly Operator s_sqrt = new("aten::sqrt");
    private static readonly Operator s_norm = new("aten::norm", "Scalar");

    /// <summary>left + right, broadcast.</summary>
    /// <param name="left">First summand.</param>
    /// <param name="right">Second summand.</param>
    public static Tensor Add(Tensor left, Tensor right) => Binary(s_add, left, right);

    /// <summary>input + value.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="value">Added to each value.</param>
    public static Tensor Add(Tensor input, double value) => WithScalar(s_addScalar, input, value);

    /// <summary>left · right, broadcast.</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    public static Tensor Multiply(Tensor left, Tensor right) => Binary(s_multiply, left, right);

    /// <summary>input · value.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="value">Factor.</param>
    public static Tensor Multiply(Tensor input, double value) => WithScalar(s_multiplyScalar, input, value);

    /// <summary>left ÷ right, broadcast.</summary>
    /// <param name="left">Dividend.</param>
    /// <param name="right">Divisor.</param>
    public static Tensor Divide(Tensor left, Tensor right) => Binary(s_divide, left, right);

    /// <summary>Softmax along a dimension.</summary>
    /// <param name="input">Logits.</param>
    /// <param name="dimension">Dimension of the classes.</param>
    public static Tensor Softmax(Tensor input, long dimension) => Along(s_softmax, input, dimension);

    /// <summary>Logarithm of the softmax along a dimension.</summary>
    /// <param name="input">Logits.</param>
    /// <param name="dimension">Dimension of the classes.</param>
    public static Tensor LogSoftmax(Tensor input, long dimension) => Along(s_logSoftmax, input, dimension);

    /// <summary>Exponential of each value.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Exp(Tensor input) => Unary(s_exp, input);

    /// <summary>1 ÷ (1 + exp(−x)) of each value.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Sigmoid(Tensor input) => Unary(s_sigmoid, input);

    /// <summary>Mean of all values.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Mean(Tensor input) => Unary(s_mean, input);

    /// <summary>Sum of all values.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Sum(Tensor input) => Unary(s_sum, input);

    /// <summary>Sum over some dimensions, which are removed from the result.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dimensions">Dimensions to sum over.</param>
    public static Tensor Sum(Tensor input, params ReadOnlySpan<long> dimensions)
    {
        var call = new OperatorCall(s_sumOver);
        call.Add(input);
        call.Add(dimensions);
        return call.Run();
    }

    /// <summary>Mean negative log-likelihood of the true classes.</summary>
    /// <param name="logProbabilities">(N, C, H, W).</param>
    /// <param name="labels">(N, H, W), 64-bit class indices 0 … C − 1.</param>
    /// <param name="classWeights">(C), or null for equal weights; the mean is then over the weights of the true classes.</param>
    public static Tensor NegativeLogLikelihood(Tensor logProbabilities, Tensor labels, Tensor? classWeights)
    {
        var call = new OperatorCall(s_negativeLogLikelihood);
        call.Add(logProbabilities);
        call.Add(labels);
        call.Add(classWeights);
        return call.Run();
    }

    /// <summary>Sets the elements selected by an index tensor along a dimension to a value, in place.</summary>
    /// <param name="target">Written to.</param>
    /// <param name="dimension">Dimension the indices run along.</param>
    /// <param name="indices">64-bit indices, of as many dimensions as the target.</param>
    /// <param name="value">Value written.</param>
    public static void Scatter(Tensor target, long dimension, Tensor indices, double value)
    {
        var call = new OperatorCall(s_scatter);
        call.Add(target);
        call.Add(dimension);
        call.Add(indices);
        call.Add(value);
        call.RunInPlace();
    }

    /// <summary>Sets every value to 0, in place.</summary>
    /// <param name="target">Written to.</param>
    public static void Zero(Tensor target) => InPlace(s_zero, target);

    /// <summary>Sets every value, in place.</summary>
    /// <param name="target">Written to.</param>
    /// <param name="value">The value.</param>
    public static void Fill(Tensor target, double value) => InPlace(s_fill, target, value);

    /// <summary>target ← target · value.</summary>
    /// <param name="target">Changed in place.</param>
    /// <param name="value">Factor.</param>
    public static void MultiplyInPlace(Tensor target, double value) => InPlace(s_multiplyInPlace, target, value);

    /// <summary>target ← target + value.</summary>
    /// <param name="target">Changed in place.</param>
    /// <param name="value">Summand.</param>
    public static void AddInPlace(Tensor target, double value) => InPlace(s_addScalarInPlace, target, value);

    /// <summary>target ← target + scale · other.</summary>
    /// <param name="target">Changed in place.</param>
    /// <param name="other">Same shape.</param>
    /// <param name="scale">Factor of the other.</param>
    public static void AddInPlace(Tensor target, Tensor other, double scale) => InPlace(s_addInPlace, target, other, scale);

    /// <summary>target ← target + scale · first · second.</summary>
    /// <param name="target">Changed in place.</param>
    /// <param name="first">First factor.</param>
    /// <param name="second">Second factor.</param>
    /// <param name="scale">Scale of the product.</param>
    public static void AddProductInPlace(Tensor target, Tensor first, Tensor second, double scale) =>
        InPlace(s_addcmulInPlace, target, first, second, scale);

    /// <summary>target ← target + scale · numerator ÷ denominator.</summary>
    /// <param name="target">Changed in place.</param>
    /// <param name="numerator">Numerator.</param>
    /// <param name="denominator">Denominator.</param>
    /// <param name="scale">Scale of the quotient.</param>
    public static void AddQuotientInPlace(Tensor target, Tensor numerator, Tensor denominator, double scale) =>
        InPlace(s_addcdivInPlace, target, numerator, denominator, scale);

    /// <summary>Square root of each value.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Sqrt(Tensor input) => Unary(s_sqrt, input);

    /// <summary>Euclidean norm of all values.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Norm(Tensor input) => WithScalar(s_norm, input, 2);

    private static Tensor WithScalar(Operator op, Tensor input, double value)
    {
        var call = new OperatorCall(op);
        call.Add(input);
        call.Add(value);
        return call.Run();
    }

    private static Tensor Along(Operator op, Tensor input, long dimension)
    {
        var call = new OperatorCall(op);
        call.Add(input);
        call.Add(dimension);
        return call.Run();
    }

    private static void InPlace(Operator op, Tensor target, Tensor other, double value)
    {
        var call = new OperatorCall(op);
        call.Add(target);
        call.Add(other);
        call.Add(value);
        call.RunInPlace();
    }

    private static void InPlace(Operator op, Tensor target, Tensor first, Tensor second, double value)
    {
        var call = new OperatorCall(op);
        call.Add(target);
        call.Add(first);
        call.Add(second);
        call.Add(value);
        call.RunInPlace();
    }
}
