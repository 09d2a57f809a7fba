namespace DeepSlice.Export;

/// <summary>A convolution with the batch normalisation behind it folded in: the ReLU of the result is that of the unit.</summary>
/// <param name="Shape">Outputs, inputs, rows and columns of the kernel.</param>
/// <param name="Weight">Weights in row-major order of the shape.</param>
/// <param name="Bias">One value per output.</param>
internal sealed record FoldedConvolution(IReadOnlyList<long> Shape, float[] Weight, float[] Bias);
