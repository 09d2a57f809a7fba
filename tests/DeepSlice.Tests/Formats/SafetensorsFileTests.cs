using System.Buffers.Binary;
using System.Text;
using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class SafetensorsFileTests
{
    private static readonly Dictionary<string, string> s_noTexts = [];

    [Fact]
    public void Arrays_and_texts_come_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        float[] values = [0, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, 1f / 3];
        var texts = new Dictionary<string, string> { ["a"] = "ä \"quoted\"\n", ["empty"] = "" };

        SafetensorsFile.Write(folder["new folder/a.safetensors"], [new("w", [2, 3], values), new("number", [], new float[] { 4 }), new("none", [0, 5], default)], texts);
        SafetensorsContent content = SafetensorsFile.Read(folder["new folder/a.safetensors"]);

        content.Tensors["w"].Shape.ShouldBe([2, 3]);
        Bits(content.Tensors["w"].Values.Span).ShouldBe(Bits(values));
        content.Tensors["number"].Values.ToArray().ShouldBe([4]);
        content.Tensors["none"].Values.Length.ShouldBe(0);
        content.Metadata.ShouldBe(texts);
        Directory.GetFiles(folder["new folder"]).Length.ShouldBe(1, "no temporary file may be left");
    }

    [Fact]
    public void Data_begin_on_a_multiple_of_eight_bytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "a", "ab", "abc", "abcd", "abcde" })
        {
            SafetensorsFile.Write(folder[name], [new(name, [1], new float[] { 1 })], s_noTexts);
            (BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(folder[name])) % 8).ShouldBe(0);
        }
    }

    [Fact]
    public void Half_precision_is_read()
    {
        using var folder = new TemporaryFolder();
        WriteRaw(folder["h"], """{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", [0x00, 0x3C, 0x00, 0xC0]);

        SafetensorsFile.Read(folder["h"]).Tensors["w"].Values.ToArray().ShouldBe([1, -2]);
    }

    [Fact]
    public void Half_precision_is_written_to_the_nearest_number_it_has()
    {
        using var folder = new TemporaryFolder();
        float[] values = [0, -0f, 1, -2, 65504, -65504, 0.1f, 1e-7f, float.PositiveInfinity];
        SafetensorsFile.Write(folder["h"], [new("w", [9], values) { StoredAs = SafetensorsType.Float16 }, new("v", [1], new float[] { 0.1f })], s_noTexts);

        SafetensorsContent content = SafetensorsFile.Read(folder["h"]);

        content.Tensors["w"].StoredAs.ShouldBe(SafetensorsType.Float16);
        Bits(content.Tensors["w"].Values.Span).ShouldBe(Bits(Array.ConvertAll(values, value => (float)(Half)value)));
        content.Tensors["w"].Values.Span[6].ShouldBe(0.1f, 0.1f / 2048);
        content.Tensors["v"].StoredAs.ShouldBe(SafetensorsType.Float32);
        content.Tensors["v"].Values.Span[0].ShouldBe(0.1f);
        byte[] bytes = File.ReadAllBytes(folder["h"]);
        (bytes.Length - 8 - BinaryPrimitives.ReadInt64LittleEndian(bytes)).ShouldBe(4 + (9 * 2));
    }

    [Fact]
    public void Numbers_lie_on_multiples_of_their_size_in_whatever_order_they_come()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["h"], [new("odd", [3], new float[3]) { StoredAs = SafetensorsType.Float16 }, new("w", [1], new float[] { 7 })], s_noTexts);

        Encoding.UTF8.GetString(File.ReadAllBytes(folder["h"])).ShouldContain("""{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""");
        SafetensorsFile.Read(folder["h"]).Tensors["w"].Values.Span[0].ShouldBe(7);
    }

    [Fact]
    public void A_number_too_great_for_half_precision_is_not_written()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<ArgumentException>(() => SafetensorsFile.Write(folder["a"], [new("w", [1], new float[] { 65520 }) { StoredAs = SafetensorsType.Float16 }], s_noTexts))
            .Message.ShouldContain("expected magnitudes up to 65504 in tensor 'w' stored as F16, got 65520");
        Directory.GetFiles(folder.FullPath).ShouldBeEmpty();
    }

    [Fact]
    public void Values_that_do_not_fill_their_shape_and_repeated_names_are_not_written()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<ArgumentException>(() => SafetensorsFile.Write(folder["a"], [new("w", [3], new float[2])], s_noTexts)).Message.ShouldContain("expected as many values of tensor 'w' as shape [3] holds, got 2");
        Should.Throw<ArgumentException>(() => SafetensorsFile.Write(folder["a"], [new("w", [1], new float[1]), new("w", [1], new float[1])], s_noTexts));
        Directory.GetFiles(folder.FullPath).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["a"], [new("w", [5], new float[5]), new("v", [2, 2], new float[4])], new Dictionary<string, string> { ["key"] = "text" });
        byte[] whole = File.ReadAllBytes(folder["a"]);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["cut"], whole[..length]);
            Should.Throw<InvalidDataException>(() => SafetensorsFile.Read(folder["cut"]), $"{length} bytes").Message.ShouldStartWith(folder["cut"]);
        }
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1L << 40)]
    [InlineData(100)]
    public void A_hostile_length_of_the_header_is_refused(long length)
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = new byte[40];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        File.WriteAllBytes(folder["a"], bytes);

        Should.Throw<InvalidDataException>(() => SafetensorsFile.Read(folder["a"])).Message.ShouldContain($"{folder["a"]}: expected a safetensors file, got an unreadable one (expected a header shorter than the file of 40 bytes, got {length} bytes");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("""{"w":3}""")]
    [InlineData("""{"w":{}}""")]
    [InlineData("""{"w":{"dtype":5,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904,2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[0.5],"data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775800,9223372036854775807]}}""")]
    [InlineData("""{"__metadata__":{"a":1}}""")]
    [InlineData("""{"__metadata__":"text"}""")]
    [InlineData("""{"w\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    public void A_header_that_contradicts_itself_or_the_file_is_refused(string header)
    {
        using var folder = new TemporaryFolder();
        WriteRaw(folder["a"], header, new byte[8]);

        Should.Throw<InvalidDataException>(() => SafetensorsFile.Read(folder["a"])).Message.ShouldStartWith($"{folder["a"]}: expected a safetensors file, got an unreadable one");
    }

    [Fact]
    public void Tensors_that_share_data_are_refused_so_that_a_small_file_cannot_take_much_memory()
    {
        using var folder = new TemporaryFolder();
        WriteRaw(folder["a"], """{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]);

        Should.Throw<InvalidDataException>(() => SafetensorsFile.Read(folder["a"])).Message.ShouldContain("expected at most 0 bytes for tensor 'w', got 8");
    }

    [Fact]
    public void A_name_given_twice_is_refused()
    {
        using var folder = new TemporaryFolder();
        WriteRaw(folder["a"], """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", new byte[8]);

        Should.Throw<InvalidDataException>(() => SafetensorsFile.Read(folder["a"])).Message.ShouldContain("'w' twice");
    }

    private static void WriteRaw(string path, string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. data]);
    }

    private static uint[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new uint[values.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToUInt32Bits(values[i]);
        }

        return bits;
    }
}
