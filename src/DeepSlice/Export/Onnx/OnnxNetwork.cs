using System.Globalization;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;

namespace DeepSlice.Export.Onnx;

/// <summary>A model as nodes of ONNX: normalisation, padding, U-Net and softmax, for one network or for the two of a cascade.</summary>
/// <param name="graph">The graph.</param>
internal sealed class OnnxNetwork(OnnxGraphBuilder graph)
{
    /// <summary>Adds a model.</summary>
    /// <param name="model">The model; the length of its tissue does not count.</param>
    /// <param name="images">(N, 1, H, W), at working resolution.</param>
    /// <returns>Probabilities, (N, regions, H, W).</returns>
    public string Add(SegmentationModel model, string images) =>
        model.Patches is { } patches ? AddPatches(model, patches, images) : AddWhole(model, images, "");

    /// <summary>As <see cref="Prediction.WholeSlices"/>: the slice in the middle of the working grid, around it its background.</summary>
    private string AddWhole(SegmentationModel model, string images, string prefix)
    {
        long stride = model.Plan.Stride;
        RasterSize planned = model.Plan.WorkingSize;
        string size = graph.SizeOf(images);
        string canvas = graph.Node("Max", graph.RoundUp(size, stride), graph.Integers(planned.Height, planned.Width));
        string start = graph.Divide(graph.Subtract(canvas, size), graph.Integers(2));
        string placed = Extend(Normalise(model.Normalization, images, OnnxLevels.Add(graph, images)), start, graph.Subtract(graph.Subtract(canvas, size), start));
        if ((planned.Width | planned.Height) % stride != 0)
        {
            placed = graph.Pad(placed, graph.Integers(0, 0), graph.Subtract(graph.RoundUp(canvas, stride), canvas));
        }

        return graph.Crop(Probabilities(model, placed, prefix), start, size);
    }

    /// <summary>As <see cref="Prediction.PatchTiles"/> with one tile: levels and context from the coarse grid.</summary>
    private string AddPatches(SegmentationModel model, PatchStage patches, string images)
    {
        string none = graph.Integers(0, 0);
        string size = graph.SizeOf(images);
        string rounded = graph.RoundUp(size, model.Plan.Stride);
        string coarse = BlockMeans(images, patches.CoarseFactor);
        string placed = Extend(Normalise(model.Normalization, images, OnnxLevels.Add(graph, coarse)), none, graph.Subtract(rounded, size));
        if (patches.Whole is { } whole)
        {
            placed = graph.Join(1, placed, Enlarge(AddWhole(whole, coarse, "whole."), patches.CoarseFactor, rounded));
        }

        return graph.Crop(Probabilities(model, placed, ""), none, size);
    }

    // Blocks that the edge cuts are the means of the pixels they have.
    private string BlockMeans(string images, long factor)
    {
        if (factor == 1)
        {
            return images;
        }

        string size = graph.SizeOf(images);
        string none = graph.Integers(0, 0);
        string after = graph.Subtract(graph.RoundUp(size, factor), size);
        string ones = graph.Node("Expand", graph.Number(1), graph.Join(0, graph.Integers(1, 1), size));
        return graph.Divide(Means(graph.Pad(images, none, after)), Means(graph.Pad(ones, none, after)));

        string Means(string padded) => graph.Node("AveragePool", [padded], [("kernel_shape", new[] { factor, factor }), ("strides", new[] { factor, factor })]);
    }

    // Bilinear between the centres of coarse pixels, continued at the edge to the size given.
    private string Enlarge(string coarse, long factor, string size)
    {
        string none = graph.Integers(0, 0);
        string scales = graph.Weights(string.Create(CultureInfo.InvariantCulture, $"scales_{factor}"), [4], [1, 1, factor, factor]);
        string fine = factor == 1 ? coarse : graph.Node("Resize", [coarse, "", scales], [("mode", "linear"), ("coordinate_transformation_mode", "half_pixel")]);
        string missing = graph.Node("Max", graph.Subtract(size, graph.SizeOf(fine)), none);
        return graph.Crop(graph.Pad(fine, none, missing, "edge"), none, size);
    }

    // Around a normalised slice lies its background level.
    private string Extend(string normalised, string before, string after)
    {
        string background = OnnxLevels.AddBorderLevel(graph, normalised);
        return graph.Add(graph.Pad(graph.Subtract(normalised, background), before, after), background);
    }

    /// <summary>As <see cref="IntensityNormalization"/>.</summary>
    private string Normalise(IntensityNormalization normalization, string images, (string Background, string Tissue) levels)
    {
        double unit = Math.Log(1 + normalization.Compression);
        string bend = graph.Number(IntensityNormalization.Bend);
        string bendStart = graph.Number(normalization.Ceiling - IntensityNormalization.Bend);
        string distance = graph.Subtract(levels.Tissue, levels.Background);
        string isSplit = graph.Node("Greater", distance, graph.Number(0));
        string value = graph.Divide(graph.Subtract(images, levels.Background), graph.Where(isSplit, distance, graph.Number(1)));
        string scaled = graph.Multiply(graph.Node("Max", value, graph.Number(0)), graph.Number(normalization.Compression));
        string compressed = graph.Divide(graph.Node("Log", graph.Add(scaled, graph.Number(1))), graph.Number(unit));
        string bent = graph.Add(bendStart, graph.Multiply(bend, graph.Node("Tanh", graph.Divide(graph.Subtract(compressed, bendStart), bend))));
        string bright = graph.Where(graph.Node("LessOrEqual", compressed, bendStart), compressed, bent);
        string dark = graph.Node("Max", graph.Multiply(value, graph.Number(normalization.Compression / unit)), graph.Number(IntensityNormalization.Floor));
        string seen = graph.Node("And", graph.Node("Not", graph.Node("Equal", images, graph.Number(0))), isSplit);
        return graph.Where(seen, graph.Where(graph.Node("Less", value, graph.Number(0)), dark, bright), graph.Number(0));
    }

    private string Probabilities(SegmentationModel model, string images, string prefix)
    {
        var network = FoldedNetwork.Of(model);
        string logits = AddUNet(network, images, prefix);
        return graph.Node("Softmax", [logits], [("axis", 1L)]);
    }

    private string AddUNet(FoldedNetwork network, string images, string prefix)
    {
        int deepest = network.Plan.Widths.Count - 1;
        var skips = new string[deepest];
        string current = images;
        for (int level = 0; level <= deepest; level++)
        {
            string entering = level == 0 ? current : graph.Node("MaxPool", [current], [("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })]);
            current = Level(string.Create(CultureInfo.InvariantCulture, $"encoder.{level}"), entering);
            if (level < deepest)
            {
                skips[level] = current;
            }
        }

        for (int level = deepest - 1; level >= 0; level--)
        {
            string scales = graph.Weights("scales_2", [4], [1, 1, 2, 2]);
            string enlarged = graph.Node("Resize", [current, "", scales], [("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")]);
            current = Level(string.Create(CultureInfo.InvariantCulture, $"decoder.{level}"), graph.Join(1, skips[level], enlarged));
        }

        return Convolution(network.Last, prefix + "head", current);

        string Level(string name, string input) => Unit($"{name}.second", Unit($"{name}.first", input));
        string Unit(string name, string input) => graph.Node("Relu", Convolution(network[name], prefix + name, input));
    }

    private string Convolution(FoldedConvolution convolution, string name, string input)
    {
        long side = convolution.Shape[2];
        long margin = side / 2;
        return graph.Node(
            "Conv",
            [input, graph.Weights($"{name}.weight", convolution.Shape, convolution.Weight), graph.Weights($"{name}.bias", [convolution.Shape[0]], convolution.Bias)],
            [("kernel_shape", new[] { side, side }), ("pads", new[] { margin, margin, margin, margin })]);
    }
}
