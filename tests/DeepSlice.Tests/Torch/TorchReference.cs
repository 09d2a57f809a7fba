using System.Text.Json;

namespace DeepSlice.Tests.Torch;

/// <summary>Values that PyTorch computed, as <c>Data/torch_reference.py</c> wrote them, and the inputs they were computed from.</summary>
internal static class TorchReference
{
    private static readonly JsonDocument s_document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "torch_reference.json")));

    public static JsonElement Root => s_document.RootElement;

    public static float[] Operator(string name) => Floats(Root.GetProperty("operators").GetProperty(name));

    public static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(number => (float)number.GetDouble())];

    /// <summary>sin(1.7 i + shift) · scale, as the script makes its inputs.</summary>
    public static float[] Numbers(int count, double scale = 1, double shift = 0) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(scale * Math.Sin((1.7 * i) + shift)))];

    public static void ShouldBeNear(this float[] found, float[] expected, float tolerance = 1e-5f)
    {
        found.Length.ShouldBe(expected.Length);
        for (int i = 0; i < found.Length; i++)
        {
            found[i].ShouldBe(expected[i], tolerance, $"value {i}");
        }
    }
}
