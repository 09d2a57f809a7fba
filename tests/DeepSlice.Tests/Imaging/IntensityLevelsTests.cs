using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Tests.Imaging;

/// <summary>The levels of real slices do not depend on changes to the frame.</summary>
public sealed class IntensityLevelsTests
{
    private static readonly Dictionary<string, Func<Raster<float>, IntensityLevels, RandomStream, Raster<float>>> s_changes = new()
    {
        // Tissue replaced by background, either constant as painted or with the noise of another camera.
        ["even fill"] = (image, levels, _) => Map(image, (x, y, value) => IsLeftTissue(x, value, levels) ? levels.Background : value),
        ["noisy fill"] = (image, levels, random) => Map(image, (x, y, value) =>
            x < image.Width / 2 ? levels.Background + (float)(0.1 * random.Normal() * (levels.Tissue - levels.Background)) : value),
        ["half padding"] = (image, _, _) => Map(image, (x, y, value) => x < image.Width / 2 ? 0 : value),
        ["moved out of the frame"] = (image, _, _) => Map(image, (x, y, value) => x >= 25 ? image[x - 25, y] : 0),
        ["cropped"] = (image, _, _) => new Padding(new RasterSize(50, 50), image.Size).Crop(image),
        ["dead pixels"] = (image, _, random) => Map(image, (x, y, value) => random.Chance(0.03) ? 0 : value),
        ["white pixels"] = (image, levels, random) => Map(image, (x, y, value) => random.Chance(0.03) ? 9 * levels.Tissue : value),
        ["glow"] = (image, levels, _) => Map(image, (x, y, value) => value == 0 ? 0 : value + (0.35f * (levels.Tissue - levels.Background) * x / image.Width)),
    };

    public static TheoryData<string, double, double> Changes { get; } = new()
    {
        { "even fill", 0.8, 1.15 },
        { "noisy fill", 0.8, 1.15 },
        { "half padding", 0.9, 1.25 },
        { "moved out of the frame", 0.97, 1.04 },
        { "cropped", 0.95, 1.05 },
        { "dead pixels", 0.97, 1.03 },
        { "white pixels", 1.0, 1.25 },
        { "glow", 0.93, 1.06 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_distance_of_tissue_and_background_holds_in_nine_of_ten_slices(string change, double lowest, double highest)
    {
        Raster<float>[] images = RealSlices.Images();
        var random = new RandomStream(7);
        double[] ratios = [.. images.Select(image =>
        {
            IntensityLevels before = IntensityLevels.Measure(image);
            IntensityLevels after = IntensityLevels.Measure(s_changes[change](image, before, random));
            return (double)((after.Tissue - after.Background) / (before.Tissue - before.Background));
        })];

        ratios.Count(ratio => ratio >= lowest && ratio <= highest).ShouldBeGreaterThanOrEqualTo(
            images.Length * 9 / 10, string.Join(' ', ratios.Order().Select(ratio => FormattableString.Invariant($"{ratio:0.00}"))));
    }

    private static bool IsLeftTissue(int x, float value, IntensityLevels levels) =>
        x < 42 && value > levels.Background + (0.3f * (levels.Tissue - levels.Background));

    private static Raster<float> Map(Raster<float> image, Func<int, int, float, float> change)
    {
        var changed = new Raster<float>(image.Size);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                changed[x, y] = change(x, y, image[x, y]);
            }
        }

        return changed;
    }
}
