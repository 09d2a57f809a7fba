namespace DeepSlice.Export.Onnx;

/// <summary>Operators of ONNX under the names they have in arithmetic.</summary>
internal static class OnnxArithmetic
{
    public static string Add(this OnnxGraphBuilder graph, string left, string right) => graph.Node("Add", left, right);

    public static string Subtract(this OnnxGraphBuilder graph, string left, string right) => graph.Node("Sub", left, right);

    public static string Multiply(this OnnxGraphBuilder graph, string left, string right) => graph.Node("Mul", left, right);

    public static string Divide(this OnnxGraphBuilder graph, string left, string right) => graph.Node("Div", left, right);

    public static string Where(this OnnxGraphBuilder graph, string condition, string yes, string no) => graph.Node("Where", condition, yes, no);

    public static string ToDouble(this OnnxGraphBuilder graph, string value) => graph.Node("Cast", [value], [("to", (long)ElementType.Double)]);

    public static string ToInteger(this OnnxGraphBuilder graph, string value) => graph.Node("Cast", [value], [("to", (long)ElementType.Int64)]);

    /// <summary>The size of one axis, (1).</summary>
    public static string SizeOf(this OnnxGraphBuilder graph, string value, int axis) => graph.Node("Shape", [value], [("start", (long)axis), ("end", axis + 1L)]);

    /// <summary>Rounds sizes up to a multiple.</summary>
    public static string RoundUp(this OnnxGraphBuilder graph, string sizes, long multiple) => multiple == 1
        ? sizes
        : graph.Multiply(graph.Divide(graph.Add(sizes, graph.Integers(multiple - 1)), graph.Integers(multiple)), graph.Integers(multiple));

    public static string Join(this OnnxGraphBuilder graph, int axis, params ReadOnlySpan<string> values) => graph.Node("Concat", values, [("axis", (long)axis)]);

    /// <summary>Part of a value along one axis.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">Any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="start">First place, (1); counted from the end if negative.</param>
    /// <param name="end">Place behind the last one, (1).</param>
    public static string Slice(this OnnxGraphBuilder graph, string value, long axis, string start, string end) => graph.Node("Slice", value, start, end, graph.Integers(axis));

    /// <summary>The same value at one place of each row, (N, count) → (N, 1).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="rows">(N, count).</param>
    /// <param name="place">(1), the same place in each row; or (N, 1).</param>
    /// <param name="ofEachRow">Whether each row has a place of its own.</param>
    public static string At(this OnnxGraphBuilder graph, string rows, string place, bool ofEachRow) =>
        graph.Node(ofEachRow ? "GatherElements" : "Gather", [rows, place], [("axis", 1L)]);

    /// <summary>Adds pixels around images of (N, C, H, W).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">(N, C, H, W).</param>
    /// <param name="before">Rows above and columns on the left, (2).</param>
    /// <param name="after">Rows below and columns on the right, (2).</param>
    /// <param name="mode"><c>constant</c> for zeros, or <c>edge</c>.</param>
    public static string Pad(this OnnxGraphBuilder graph, string images, string before, string after, string mode = "constant")
    {
        string none = graph.Integers(0, 0);
        return graph.Node("Pad", [images, graph.Join(0, none, before, none, after)], [("mode", mode)]);
    }

    /// <summary>Part of images of (N, C, H, W).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">(N, C, H, W).</param>
    /// <param name="start">First row and column, (2).</param>
    /// <param name="size">Rows and columns, (2).</param>
    public static string Crop(this OnnxGraphBuilder graph, string images, string start, string size) =>
        graph.Node("Slice", images, start, graph.Add(start, size), graph.Integers(2, 3));

    /// <summary>Rows and columns of images of (N, C, H, W), (2).</summary>
    public static string SizeOf(this OnnxGraphBuilder graph, string images) => graph.Node("Shape", [images], [("start", 2L), ("end", 4L)]);
}
