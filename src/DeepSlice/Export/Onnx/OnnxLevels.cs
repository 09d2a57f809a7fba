namespace DeepSlice.Export.Onnx;

/// <summary>Background and tissue level of each image as nodes of ONNX: those of <see cref="Imaging.IntensityLevels"/> and <see cref="Imaging.OtsuLevels"/> for images without padding.</summary>
internal sealed class OnnxLevels
{
    private readonly OnnxGraphBuilder _graph;
    private readonly string _sorted;
    private readonly string _sortedDouble;
    private readonly string _count;
    private readonly string _roots;
    private readonly string _lowest;
    private readonly string _middle;

    private OnnxLevels(OnnxGraphBuilder graph, string images)
    {
        _graph = graph;
        _sorted = Sort(graph, graph.Node("Reshape", images, graph.Integers(0, -1)));
        _sortedDouble = graph.ToDouble(_sorted);
        _count = graph.SizeOf(_sorted, 1);
        _lowest = graph.At(_sortedDouble, graph.Divide(_count, graph.Integers(100)), ofEachRow: false);
        _roots = Root(_sortedDouble);
        _middle = graph.At(_sorted, graph.Divide(_count, graph.Integers(2)), ofEachRow: false);
    }

    /// <summary>Adds the measurement of the levels.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">(N, 1, H, W).</param>
    /// <returns>Background and tissue, each (N, 1, 1, 1).</returns>
    public static (string Background, string Tissue) Add(OnnxGraphBuilder graph, string images)
    {
        var levels = new OnnxLevels(graph, images);
        (string background, string tissue) = levels.Split(SortedRim(graph, images));
        return (graph.Node("Unsqueeze", background, graph.Integers(2, 3)), graph.Node("Unsqueeze", tissue, graph.Integers(2, 3)));
    }

    /// <summary>The lower quartile of the border of each image, as <see cref="Augmentation.BackgroundLevel"/> takes it, (N, 1, 1, 1).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">(N, 1, H, W).</param>
    public static string AddBorderLevel(OnnxGraphBuilder graph, string images)
    {
        string rim = SortedRim(graph, images);
        return graph.Node("Unsqueeze", graph.At(rim, graph.Divide(graph.SizeOf(rim, 1), graph.Integers(4)), ofEachRow: false), graph.Integers(2, 3));
    }

    private static string SortedRim(OnnxGraphBuilder graph, string images)
    {
        (string first, string second, string last, string end) = (graph.Integers(0), graph.Integers(1), graph.Integers(-1), graph.Integers(long.MaxValue));
        string inner = graph.Slice(images, 2, second, last);
        string[] sides = [graph.Slice(images, 2, first, second), graph.Slice(images, 2, last, end), graph.Slice(inner, 3, first, second), graph.Slice(inner, 3, last, end)];
        return Sort(graph, graph.Join(1, [.. sides.Select(side => graph.Node("Reshape", side, graph.Integers(0, -1)))]));
    }

    private static string Sort(OnnxGraphBuilder graph, string rows) =>
        graph.Node("TopK", [rows, graph.SizeOf(rows, 1)], [("axis", 1L), ("largest", 0L), ("sorted", 1L)], outputs: 2);

    private (string Background, string Tissue) Split(string rim)
    {
        string rimCount = _graph.SizeOf(rim, 1);
        string background = Quantile(1, 4);
        string deviation = _graph.Subtract(Quantile(4, 10), Quantile(1, 10));
        string first = CountTo(_graph.Add(background, _graph.Multiply(deviation, _graph.Number(5))));
        (string Background, string Tissue) lower = Otsu(background, Above(1, 2));
        (string Background, string Tissue) upper = Otsu(background, Above(9, 10));
        string distance = _graph.Subtract(lower.Tissue, lower.Background);
        string isTissue = _graph.Node("GreaterOrEqual", distance, _graph.Multiply(_graph.Number(1 / 6f), _graph.Subtract(upper.Tissue, upper.Background)));
        string isLower = _graph.Node("And", isTissue, StandsApart(lower, distance));
        return (_graph.Where(isLower, lower.Background, upper.Background), _graph.Where(isLower, lower.Tissue, upper.Tissue));

        string Quantile(long numerator, long denominator) =>
            _graph.At(rim, _graph.Divide(_graph.Multiply(rimCount, _graph.Integers(numerator)), _graph.Integers(denominator)), ofEachRow: false);

        // The pixel at a share of those above the rim; the background, which means no guess, if there are none.
        string Above(long numerator, long denominator)
        {
            string place = _graph.Divide(_graph.Add(first, _graph.Multiply(_count, _graph.Integers(numerator))), _graph.Integers(denominator));
            string last = _graph.Subtract(_count, _graph.Integers(1));
            return _graph.Where(_graph.Node("Equal", first, _count), background, _graph.At(_sorted, _graph.Node("Min", place, last), ofEachRow: true));
        }
    }

    private string StandsApart((string Background, string Tissue) levels, string distance)
    {
        string width = _graph.Multiply(_graph.Number(0.15f), distance);
        string between = _graph.ToDouble(CountAbout(_graph.Add(levels.Background, _graph.Divide(distance, _graph.Number(2)))));
        return _graph.Node("Less", between, _graph.Multiply(_graph.Double(0.6), _graph.ToDouble(CountAbout(levels.Tissue))));

        string CountAbout(string level) => _graph.Subtract(CountTo(_graph.Add(level, width)), CountTo(_graph.Subtract(level, width)));
    }

    // Pixels of each image up to a level, (N, 1).
    private string CountTo(string level) =>
        _graph.Node("ReduceSum", [_graph.ToInteger(_graph.Node("LessOrEqual", _sorted, level)), _graph.Integers(1)], [("keepdims", 1L)]);

    private (string Background, string Tissue) Otsu(string dark, string bright)
    {
        string guess = Ceiling(Root(_graph.ToDouble(dark)), Root(_graph.ToDouble(bright)));
        string ceiling = _graph.Where(_graph.Node("Greater", bright, dark), guess, _graph.At(_roots, _graph.Integers(-1), ofEachRow: false));
        string first = "";
        string isConstant = "";
        for (int pass = 0; pass < 3; pass++)
        {
            first = FirstOfBrightClass(ceiling);
            string none = _graph.Node("Equal", first, _graph.Integers(0));
            isConstant = pass == 0 ? none : _graph.Node("Or", isConstant, none);
            ceiling = Ceiling(DarkMiddle(_roots), BrightMiddle(_roots));
        }

        return (_graph.Where(isConstant, _middle, DarkMiddle(_sorted)), _graph.Where(isConstant, _middle, BrightMiddle(_sorted)));

        string DarkMiddle(string rows) => _graph.At(rows, _graph.Divide(first, _graph.Integers(2)), ofEachRow: true);
        string BrightMiddle(string rows) => _graph.At(rows, _graph.Divide(_graph.Add(first, _count), _graph.Integers(2)), ofEachRow: true);
    }

    private string FirstOfBrightClass(string ceiling)
    {
        string last = _graph.Integers(-1);
        string sums = _graph.Node("CumSum", _graph.Node("Min", _roots, ceiling), _graph.Node("Squeeze", _graph.Integers(1)));
        string below = _graph.Slice(sums, 1, _graph.Integers(0), last);
        string scalar = _graph.Node("Squeeze", _count);
        string one = _graph.Node("Squeeze", _graph.Integers(1));
        string dark = _graph.ToDouble(_graph.Node("Range", one, scalar, one));
        string bright = _graph.Subtract(_graph.ToDouble(scalar), dark);
        string total = _graph.At(sums, last, ofEachRow: false);
        string difference = _graph.Subtract(_graph.Divide(_graph.Subtract(total, below), bright), _graph.Divide(below, dark));
        string variance = _graph.Multiply(_graph.Multiply(_graph.Multiply(difference, difference), dark), bright);
        string isStep = _graph.Node("Greater", _graph.Slice(_roots, 1, _graph.Integers(1), _graph.Integers(long.MaxValue)), _graph.Slice(_roots, 1, _graph.Integers(0), last));
        string counted = _graph.Where(isStep, variance, _graph.Double(0));
        string best = _graph.Add(_graph.Node("ArgMax", [counted], [("axis", 1L), ("keepdims", 1L)]), _graph.Integers(1));
        string largest = _graph.Node("ReduceMax", [counted], [("axes", new long[] { 1 }), ("keepdims", 1L)]);
        return _graph.Where(_graph.Node("Greater", largest, _graph.Double(0)), best, _graph.Integers(0));
    }

    private string Ceiling(string dark, string bright) => _graph.Add(dark, _graph.Multiply(_graph.Double(1.5), _graph.Subtract(bright, dark)));

    private string Root(string intensities) => _graph.Node("Sqrt", _graph.Node("Max", _graph.Subtract(intensities, _lowest), _graph.Double(0)));
}
