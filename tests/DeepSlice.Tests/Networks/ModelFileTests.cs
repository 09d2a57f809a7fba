using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Networks;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class ModelFileTests
{
    private static readonly Dictionary<string, Action<JsonObject>> s_damages = new()
    {
        ["shape"] = header => header["head.weight"]!["shape"] = new JsonArray(2, 8, 1, 1),
        ["dimensions"] = header => header["head.bias"]!["shape"] = new JsonArray(8, 1),
        ["dtype"] = header => header["head.weight"]!["dtype"] = "I32",
        ["missing tensor"] = header => header.Remove("encoder.1.first.gain"),
        ["renamed tensor"] = header => Rename(header, "head.bias", "head.bios"),
        ["no metadata"] = header => header.Remove("__metadata__"),
        ["other format"] = header => header["__metadata__"]!["deepslice.format"] = "99",
        ["no plan"] = header => header["__metadata__"]!.AsObject().Remove("plan"),
        ["no catalogue"] = header => header["__metadata__"]!.AsObject().Remove("catalog"),
        ["no normalisation"] = header => header["__metadata__"]!.AsObject().Remove("normalization"),
        ["no temperature"] = header => header["__metadata__"]!.AsObject().Remove("temperature"),
        ["temperature of zero"] = header => header["__metadata__"]!["temperature"] = "0",
        ["threshold beyond 1"] = header => header["__metadata__"]!["flags"] = """{"slice":1.5,"region":0.7}""",
        ["flags that are no thresholds"] = header => header["__metadata__"]!["flags"] = "[]",
        ["no provenance"] = header => header["__metadata__"]!.AsObject().Remove("provenance"),
        ["plan is no JSON"] = header => header["__metadata__"]!["plan"] = "{",
        ["plan is null"] = header => header["__metadata__"]!["plan"] = "null",
        ["unknown key"] = header => Edit(header, "plan", plan => plan["dropout"] = 0.5),
        ["unknown architecture"] = header => Edit(header, "plan", plan => plan["architecture"] = "transformer"),
        ["no widths"] = header => Edit(header, "plan", plan => plan.Remove("widths")),
        ["null widths"] = header => Edit(header, "plan", plan => plan["widths"] = null),
        ["huge widths"] = header => Edit(header, "plan", plan => plan["widths"] = new JsonArray(2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048, 2048)),
        ["alternating widths"] = header => Edit(header, "plan", plan => plan["widths"] = new JsonArray(1, 2048, 1, 2048, 1, 2048, 1, 2048, 1)),
        ["widths out of range"] = header => Edit(header, "plan", plan => plan["widths"] = new JsonArray(1 << 30)),
        ["widths beyond 32 bits"] = header => Edit(header, "plan", plan => plan["widths"] = new JsonArray(1L << 40)),
        ["other depth"] = header => Edit(header, "plan", plan => plan["widths"] = new JsonArray(2, 4, 4)),
        ["other region count"] = header => Edit(header, "plan", plan => plan["regionCount"] = 7),
        ["no size"] = header => Edit(header, "plan", plan => plan["workingSize"] = new JsonObject { ["width"] = 8 }),
        ["huge size"] = header => Edit(header, "plan", plan => plan["workingSize"] = new JsonObject { ["width"] = 2_000_000_000, ["height"] = 2_000_000_000 }),
        ["size beyond memory"] = header => Edit(header, "plan", plan => plan["workingSize"] = new JsonObject { ["width"] = 16_384, ["height"] = 16_384 }),
        ["context without a network"] = header => Edit(header, "plan", plan => plan["contextPlanes"] = 2),
        ["null region"] = header => header["__metadata__"]!["catalog"] = "[null,null]",
        ["region without key"] = header => header["__metadata__"]!["catalog"] = "[{},{}]",
        ["catalogue is an object"] = header => header["__metadata__"]!["catalog"] = "{}",
        ["wrong ceiling"] = header => Edit(header, "normalization", part => part["ceiling"] = -1),
        ["binning of zero"] = header => Edit(header, "provenance", part => part["binning"] = 0),
        ["pixel of no size"] = header => Edit(header, "provenance", part => part["micrometresPerPixel"] = 0),
    };

    public static TheoryData<string> Damages { get; } = [.. s_damages.Keys];

    [Fact]
    public void A_model_comes_back_with_everything_it_needs_kernels_to_half_precision_and_the_rest_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = Model();
        ModelFile.Write(folder["m.safetensors"], model);

        using SegmentationModel read = ModelFile.Read(folder["m.safetensors"], Device.Cpu);

        foreach ((Parameter found, Parameter expected) in read.Network.Weights.All.Zip(model.Network.Weights.All))
        {
            found.Name.ShouldBe(expected.Name);
            found.Value.ToArray<float>().ShouldBe(Kept(expected));
        }

        read.Plan.Widths.ShouldBe(model.Plan.Widths);
        read.Plan.WorkingSize.ShouldBe(model.Plan.WorkingSize);
        read.Catalog.Regions.ShouldBe(model.Catalog.Regions);
        read.Normalization.ShouldBe(model.Normalization);
        read.Temperature.ShouldBe(model.Temperature);
        read.Flags.ShouldBe(new FlagThresholds());
        read.Provenance.SliceIds.ShouldBe(model.Provenance.SliceIds);
        (read.Provenance with { SliceIds = model.Provenance.SliceIds }).ShouldBe(model.Provenance);
        read.Preprocessing.ShouldBe(model.Preprocessing);
        read.Preprocessing.MicrometresPerWorkingPixel.ShouldBe(41.6);
    }

    [Fact]
    public void Thresholds_of_flags_come_back_and_a_model_without_them_has_the_default_ones()
    {
        using var folder = new TemporaryFolder();
        var fitted = new FlagThresholds { Slice = 0.83, Region = 0.61, Measured = new FlagQuality(50, 41, 200, 13) };
        using (SegmentationModel model = Model())
        {
            ModelFile.Write(folder["m"], model with { Flags = fitted });
        }

        using SegmentationModel read = ModelFile.Read(folder["m"], Device.Cpu);
        read.Flags.ShouldBe(fitted);
        Damage(folder["m"], header => header["__metadata__"]!.AsObject().Remove("flags"));
        using SegmentationModel old = ModelFile.Read(folder["m"], Device.Cpu);
        (old.Flags.Slice, old.Flags.Region, old.Flags.Measured).ShouldBe((0.8, 0.7, null));
    }

    [Fact]
    public void A_model_of_an_earlier_version_states_binning_and_pixel_size_in_its_provenance()
    {
        using var folder = new TemporaryFolder();
        Write(folder["m"]);
        Damage(folder["m"], header =>
        {
            JsonObject metadata = header["__metadata__"]!.AsObject();
            metadata.Remove("preprocessing");
            metadata["provenance"] = """{"binning":48,"micrometresPerPixel":0.5,"source":"old","trainingSlices":3}""";
        });

        using SegmentationModel read = ModelFile.Read(folder["m"], Device.Cpu);

        read.Preprocessing.ShouldBe(new Preprocessing { Binning = new Binning(48), MicrometresPerPixel = 0.5 });
        read.Provenance.Source.ShouldBe("old");
        read.Tissue.ShouldBe(TissueLengths.Typical(read.SliceSize));
    }

    [Fact]
    public void A_read_model_predicts_what_the_written_one_did()
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = Model();
        ModelFile.Write(folder["m"], model);
        using SegmentationModel read = ModelFile.Read(folder["m"], Device.Cpu);
        using var scope = new TensorScope();
        Tensor images = Tensor.From<float>([.. Enumerable.Range(0, 64).Select(i => i / 64f)], 1, 1, 8, 8);

        float[] found = read.Network.Forward(images, training: false).ToArray<float>();
        float[] expected = model.Network.Forward(images, training: false).ToArray<float>();

        float largest = expected.Max(Math.Abs);
        found.ShouldBe(expected, largest / 500);
        found.ShouldNotBe(expected, "kernels are kept in 16 bits");
    }

    [Fact]
    public void A_model_written_again_is_the_same_file()
    {
        using var folder = new TemporaryFolder();
        Write(folder["m"]);
        using SegmentationModel read = ModelFile.Read(folder["m"], Device.Cpu);

        ModelFile.Write(folder["again"], read);

        File.ReadAllBytes(folder["again"]).ShouldBe(File.ReadAllBytes(folder["m"]));
    }

    [Fact]
    public void A_file_with_kernels_in_32_bits_is_read_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = Model();
        ModelFile.Write(folder["m"], model);
        SafetensorsTensor[] tensors = [.. model.Network.Weights.All.Select(parameter => new SafetensorsTensor(parameter.Name, parameter.Shape, parameter.Value.ToArray<float>()))];
        SafetensorsFile.Write(folder["wide"], tensors, SafetensorsFile.Read(folder["m"]).Metadata);

        using SegmentationModel read = ModelFile.Read(folder["wide"], Device.Cpu);

        foreach ((Parameter found, Parameter expected) in read.Network.Weights.All.Zip(model.Network.Weights.All))
        {
            found.Value.ToArray<float>().ShouldBe(expected.Value.ToArray<float>());
        }
    }

    [Theory]
    [InlineData(70_000f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_kernel_that_16_bits_cannot_hold_is_kept_as_it_is(float value)
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = Model();
        Parameter kernel = model.Network.Weights.All.Single(parameter => parameter.Name == "encoder.0.first.weight");
        float[] values = kernel.Value.ToArray<float>();
        values[3] = value;
        kernel.Value.Write<float>(values);
        ModelFile.Write(folder["m"], model);

        using SegmentationModel read = ModelFile.Read(folder["m"], Device.Cpu);

        read.Network.Weights.All.Single(parameter => parameter.Name == kernel.Name).Value.ToArray<float>().ShouldBe(values);
    }

    [Fact]
    public void A_read_model_can_be_trained_on()
    {
        using var folder = new TemporaryFolder();
        Write(folder["m"]);
        using SegmentationModel read = ModelFile.Read(folder["m"], Device.Cpu);
        using var scope = new TensorScope();

        Aten.Mean(read.Network.Forward(Tensor.From<float>([.. Enumerable.Range(0, 64).Select(i => i / 64f)], 1, 1, 8, 8), training: true)).Backward();

        read.Network.Weights.Gradients.ToArray<float>().ShouldContain(value => value != 0);
    }

    [Fact]
    public void A_few_lines_of_anything_read_the_file()
    {
        using var folder = new TemporaryFolder();
        using SegmentationModel model = Model();
        ModelFile.Write(folder["m"], model);

        byte[] bytes = File.ReadAllBytes(folder["m"]);
        int headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using JsonDocument header = JsonDocument.Parse(Encoding.UTF8.GetString(bytes, 8, headerLength));
        foreach (Parameter parameter in model.Network.Weights.All)
        {
            JsonElement entry = header.RootElement.GetProperty(parameter.Name);
            int start = 8 + headerLength + entry.GetProperty("data_offsets")[0].GetInt32();
            bool isKernel = parameter.Shape.Count == 4;
            float[] values = [.. Enumerable.Range(0, parameter.Count).Select(i => isKernel
                ? (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(start + (2 * i)))
                : BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(start + (4 * i))))];
            entry.GetProperty("dtype").GetString().ShouldBe(isKernel ? "F16" : "F32");
            entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ShouldBe(parameter.Shape);
            values.ShouldBe(Kept(parameter));
        }

        header.RootElement.GetProperty("__metadata__").GetProperty("plan").GetString()!.ShouldContain("\"widths\":[2,4]");
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_is_an_error_that_names_it(string damage)
    {
        using var folder = new TemporaryFolder();
        Write(folder["m"]);
        Damage(folder["m"], s_damages[damage]);

        string message = Should.Throw<InvalidDataException>(() => ModelFile.Read(folder["m"], Device.Cpu)).Message;

        message.ShouldStartWith(folder["m"]);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        Write(folder["m"]);
        byte[] whole = File.ReadAllBytes(folder["m"]);

        for (int length = 0; length < whole.Length; length += 1 + (whole.Length / 97))
        {
            File.WriteAllBytes(folder["cut"], whole[..length]);
            Should.Throw<InvalidDataException>(() => ModelFile.Read(folder["cut"], Device.Cpu), $"{length} bytes").Message.ShouldStartWith(folder["cut"]);
        }
    }

    [Fact]
    public void Any_changed_byte_of_the_header_gives_a_model_or_an_error_and_never_a_crash()
    {
        using var folder = new TemporaryFolder();
        Write(folder["m"]);
        byte[] whole = File.ReadAllBytes(folder["m"]);
        int header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        var random = new RandomStream(17);
        for (int round = 0; round < 600; round++)
        {
            byte[] bytes = [.. whole];
            int place = random.Below(header);
            bytes[place] = (byte)random.Below(256);
            File.WriteAllBytes(folder["x"], bytes);
            try
            {
                ModelFile.Read(folder["x"], Device.Cpu).Dispose();
            }
            catch (InvalidDataException error)
            {
                error.Message.ShouldStartWith(folder["x"]);
            }
            catch (Exception error)
            {
                Assert.Fail($"round {round}, byte {place} set to {bytes[place]}: {error}");
            }
        }
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<FileNotFoundException>(() => ModelFile.Read(folder["none"], Device.Cpu)).Message.ShouldContain(folder["none"]);
        Should.Throw<FileNotFoundException>(() => ModelFile.Read(folder.FullPath, Device.Cpu)).Message.ShouldContain(folder.FullPath);
    }

    // Stored properties of a parameter.
    private static float[] Kept(Parameter parameter)
    {
        float[] values = parameter.Value.ToArray<float>();
        return parameter.Shape.Count == 4 ? Array.ConvertAll(values, value => (float)(Half)value) : values;
    }

    private static SegmentationModel Model()
    {
        var plan = new NetworkPlan { RegionCount = 8, Widths = [2, 4], WorkingSize = new(8, 8) };
        return new SegmentationModel
        {
            Plan = plan,
            Catalog = RegionCatalog.SagittalSix,
            Normalization = new IntensityNormalization { Compression = 2, Ceiling = 2.5 },
            Temperature = 1.3,
            Preprocessing = new Preprocessing { Binning = new Binning(64), MicrometresPerPixel = 0.65, ChannelName = "DAPI" },
            Provenance = new ModelProvenance { Tissue = new TissueLengths(56.2, 68.5, 76.2), Frame = new(84, 83), Source = "\"here\", ünd there", Seed = ulong.MaxValue, ValidationDice = 0.1 + 0.2, Epochs = 3, SliceIds = ["slice-007", "é"] },
            Network = Network.Create(plan, Device.Cpu, new RandomStream(4)),
        };
    }

    private static void Write(string path)
    {
        using SegmentationModel model = Model();
        ModelFile.Write(path, model);
    }

    private static void Damage(string path, Action<JsonObject> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        JsonObject header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        change(header);
        byte[] changed = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] word = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(word, changed.Length);
        File.WriteAllBytes(path, [.. word, .. changed, .. bytes[(8 + length)..]]);
    }

    private static void Rename(JsonObject header, string from, string to)
    {
        JsonNode entry = header[from]!.DeepClone();
        header.Remove(from);
        header[to] = entry;
    }

    private static void Edit(JsonObject header, string part, Action<JsonObject> change)
    {
        JsonObject json = JsonNode.Parse(header["__metadata__"]![part]!.GetValue<string>())!.AsObject();
        change(json);
        header["__metadata__"]![part] = json.ToJsonString();
    }
}
