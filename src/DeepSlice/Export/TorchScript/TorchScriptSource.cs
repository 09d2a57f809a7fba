using System.Globalization;
using System.Text;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;

namespace DeepSlice.Export.TorchScript;

/// <summary>A model as the source of a TorchScript module: normalisation, padding, U-Net and softmax, for one network or for the two of a cascade.</summary>
internal sealed class TorchScriptSource
{
    // As IntensityLevels and OtsuLevels measure images without padding, as BackgroundLevel does, and as BlockMean bins.
    private const string Levels = """
        def at(self, rows: Tensor, place: int) -> Tensor:
            return rows[:, place:place + 1]

        def rim(self, images: Tensor) -> Tensor:
            h = images.size(2)
            w = images.size(3)
            sides = [images[:, 0, 0, :], images[:, 0, h - 1, :], images[:, 0, 1:h - 1, 0], images[:, 0, 1:h - 1, w - 1]]
            return torch.sort(torch.cat(sides, 1), 1)[0]

        def border_level(self, images: Tensor) -> Tensor:
            rim = self.rim(images)
            return self.at(rim, rim.size(1) // 4).view([-1, 1, 1, 1])

        def count_to(self, ordered: Tensor, level: Tensor) -> Tensor:
            return torch.sum(ordered <= level, 1, True)

        def otsu(self, ordered: Tensor, dark: Tensor, bright: Tensor) -> List[Tensor]:
            n = ordered.size(1)
            lowest = self.at(ordered.double(), n // 100)
            roots = torch.sqrt(torch.clamp(ordered.double() - lowest, 0.0))
            low = torch.sqrt(torch.clamp(dark.double() - lowest, 0.0))
            high = torch.sqrt(torch.clamp(bright.double() - lowest, 0.0))
            ceiling = torch.where(bright > dark, low + 1.5 * (high - low), self.at(roots, n - 1))
            first = torch.zeros_like(dark).long()
            constant = torch.zeros_like(dark) > 0
            count = torch.cumsum(torch.ones_like(roots), 1)[:, 0:n - 1]
            for turn in range(3):
                sums = torch.cumsum(torch.minimum(roots, ceiling), 1)
                below = sums[:, 0:n - 1]
                difference = (self.at(sums, n - 1) - below) / (n - count) - below / count
                variance = difference * difference * count * (n - count)
                steps = roots[:, 1:n] > roots[:, 0:n - 1]
                variance = torch.where(steps, variance, torch.zeros_like(variance))
                largest = torch.amax(variance, [1], True)
                first = torch.argmax((variance == largest).long(), 1, True) + 1
                first = torch.where(largest > 0, first, torch.zeros_like(first))
                constant = constant | (first == 0)
                low = torch.gather(roots, 1, first // 2)
                high = torch.gather(roots, 1, (first + n) // 2)
                ceiling = low + 1.5 * (high - low)
            middle = self.at(ordered, n // 2)
            return [torch.where(constant, middle, torch.gather(ordered, 1, first // 2)), torch.where(constant, middle, torch.gather(ordered, 1, (first + n) // 2))]

        def levels(self, images: Tensor) -> List[Tensor]:
            ordered = torch.sort(images.flatten(1), 1)[0]
            n = ordered.size(1)
            rim = self.rim(images)
            m = rim.size(1)
            background = self.at(rim, m // 4)
            first = self.count_to(ordered, background + 5.0 * (self.at(rim, m * 4 // 10) - self.at(rim, m // 10)))
            median = torch.gather(ordered, 1, torch.clamp((first + n) // 2, 0, n - 1))
            bright = torch.gather(ordered, 1, torch.clamp((first + 9 * n) // 10, 0, n - 1))
            lower = self.otsu(ordered, background, torch.where(first == n, background, median))
            upper = self.otsu(ordered, background, torch.where(first == n, background, bright))
            distance = lower[1] - lower[0]
            middle = lower[0] + distance / 2.0
            around = 0.15 * distance
            between = self.count_to(ordered, middle + around) - self.count_to(ordered, middle - around)
            tissue = self.count_to(ordered, lower[1] + around) - self.count_to(ordered, lower[1] - around)
            is_lower = (distance >= (upper[1] - upper[0]) / 6.0) & (between.double() < 0.6 * tissue.double())
            return [torch.where(is_lower, lower[0], upper[0]).view([-1, 1, 1, 1]), torch.where(is_lower, lower[1], upper[1]).view([-1, 1, 1, 1])]

        def normalise(self, images: Tensor, levels: List[Tensor], compression: float, unit: float, ceiling: float) -> Tensor:
            distance = levels[1] - levels[0]
            value = (images - levels[0]) / torch.where(distance > 0, distance, torch.ones_like(distance))
            compressed = torch.log(1.0 + compression * torch.clamp(value, 0.0)) / unit
            start = ceiling - 0.5
            bright = torch.where(compressed <= start, compressed, start + 0.5 * torch.tanh((compressed - start) / 0.5))
            dark = torch.clamp(value * (compression / unit), -0.15)
            seen = (images != 0) & (distance > 0)
            return torch.where(seen, torch.where(value < 0, dark, bright), torch.zeros_like(images))

        def round_up(self, size: int, multiple: int) -> int:
            return (size + multiple - 1) // multiple * multiple

        def block_means(self, images: Tensor, factor: int) -> Tensor:
            padding = [0, self.round_up(images.size(3), factor) - images.size(3), 0, self.round_up(images.size(2), factor) - images.size(2)]
            sums = torch.avg_pool2d(torch.constant_pad_nd(images, padding, 0.0), [factor, factor])
            shares = torch.avg_pool2d(torch.constant_pad_nd(torch.ones_like(images), padding, 0.0), [factor, factor])
            return sums / shares

        def extend(self, images: Tensor, padding: List[int]) -> Tensor:
            background = self.border_level(images)
            return torch.constant_pad_nd(images - background, padding, 0.0) + background

        def unit(self, images: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
            return torch.relu(torch.conv2d(images, weight, bias, [1, 1], [1, 1]))

        def enlarge(self, images: Tensor) -> Tensor:
            return images.repeat_interleave(2, 2).repeat_interleave(2, 3)


        """;

    private readonly StringBuilder _text = new();
    private readonly List<(string Name, FoldedConvolution Convolution)> _convolutions = [];

    private TorchScriptSource()
    {
    }

    /// <summary>The source.</summary>
    public string Text => _text.ToString();

    /// <summary>The convolutions that the source names: <c>NAME_weight</c> and <c>NAME_bias</c>.</summary>
    public IReadOnlyList<(string Name, FoldedConvolution Convolution)> Convolutions => _convolutions;

    /// <summary>Writes the source of a model.</summary>
    /// <param name="model">The model; the length of its tissue does not count.</param>
    public static TorchScriptSource Of(SegmentationModel model)
    {
        var source = new TorchScriptSource();
        source._text.Append(Levels);
        if (model.Patches is { } patches)
        {
            source.AddPatches(model, patches);
        }
        else
        {
            source.AddWhole(model, "forward", "");
        }

        return source;
    }

    private void AddWhole(SegmentationModel model, string method, string prefix)
    {
        RasterSize planned = model.Plan.WorkingSize;
        AddNetwork(model, prefix);
        Add($"""
            def {method}(self, images: Tensor) -> Tensor:
                h = images.size(2)
                w = images.size(3)
                height = max({planned.Height}, self.round_up(h, {model.Plan.Stride}))
                width = max({planned.Width}, self.round_up(w, {model.Plan.Stride}))
                top = (height - h) // 2
                left = (width - w) // 2
                placed = self.extend({Normalised(model.Normalization, "images")}, [left, width - w - left, top, height - h - top])
                placed = torch.constant_pad_nd(placed, [0, self.round_up(width, {model.Plan.Stride}) - width, 0, self.round_up(height, {model.Plan.Stride}) - height], 0.0)
                return self.{prefix}network(placed)[:, :, top:top + h, left:left + w].contiguous()

            """);
    }

    private void AddPatches(SegmentationModel model, PatchStage patches)
    {
        AddNetwork(model, "");
        if (patches.Whole is { } whole)
        {
            AddWhole(whole, "whole", "whole_");
        }

        string context = patches.Whole is null ? "" : $"""

                fine = torch.upsample_bilinear2d(self.whole(coarse), [coarse.size(2) * {patches.CoarseFactor}, coarse.size(3) * {patches.CoarseFactor}], False)
                fine = torch.replication_pad2d(fine, [0, max(0, width - fine.size(3)), 0, max(0, height - fine.size(2))])
                placed = torch.cat([placed, fine[:, :, 0:height, 0:width]], 1)
            """;
        Add($"""
            def forward(self, images: Tensor) -> Tensor:
                h = images.size(2)
                w = images.size(3)
                height = self.round_up(h, {model.Plan.Stride})
                width = self.round_up(w, {model.Plan.Stride})
                coarse = self.block_means(images, {patches.CoarseFactor})
                placed = self.extend({Normalised(model.Normalization, "coarse")}, [0, width - w, 0, height - h]){context}
                return self.network(placed)[:, :, 0:h, 0:w].contiguous()

            """);
    }

    private static string Normalised(IntensityNormalization normalization, string measured) =>
        string.Create(CultureInfo.InvariantCulture, $"self.normalise(images, self.levels({measured}), {Real(normalization.Compression)}, {Real(Math.Log(1 + normalization.Compression))}, {Real(normalization.Ceiling)})");

    // TorchScript tells a number with a point from a whole one.
    private static string Real(double value) => value.ToString("0.0################", CultureInfo.InvariantCulture);

    private void AddNetwork(SegmentationModel model, string prefix)
    {
        var network = FoldedNetwork.Of(model);
        _convolutions.AddRange(network.Names.Select(name => (Name(name), network[name])));
        int deepest = network.Plan.Widths.Count - 1;
        Add($"def {prefix}network(self, images: Tensor) -> Tensor:");
        Add("    x = images");
        for (int level = 0; level <= deepest; level++)
        {
            Add(level == 0 ? "" : "    x = torch.max_pool2d(x, [2, 2])");
            Level($"encoder.{level}");
            Add($"    skip{level} = x");
        }

        for (int level = deepest - 1; level >= 0; level--)
        {
            Add($"    x = torch.cat([skip{level}, self.enlarge(x)], 1)");
            Level($"decoder.{level}");
        }

        Add($"    return torch.softmax(torch.conv2d(x, self.{Name("head")}_weight, self.{Name("head")}_bias), 1)\n");

        string Name(string name) => prefix + name.Replace('.', '_');

        void Level(string name)
        {
            foreach (string unit in (string[])["first", "second"])
            {
                Add($"    x = self.unit(x, self.{Name($"{name}.{unit}")}_weight, self.{Name($"{name}.{unit}")}_bias)");
            }
        }
    }

    private void Add(string text) => _text.Append(text).Append('\n');
}
