using System.Runtime.InteropServices;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using FsCheck;
using FsCheck.Fluent;

namespace DeepSlice.Tests.Formats;

/// <summary>What is written is read as it was, whatever it is: a failure prints the value and the seed.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] s_words = ["cx", "hp", "TH", "ä", "a\u0308", "Großhirn", "слой", "層", "😀", " ", "-1", ".", "_", "'", "%", "é"];

    private static Gen<string> Name => Gen.Elements(s_words).NonEmptyListOf().Select(words => ComposedText.Of("n" + string.Concat(words.Take(6))));

    // Quarters of pixels are exact in 32 bits.
    private static Gen<PixelPoint> Point => Gen.OneOf(
        Gen.Choose(-40_000, 90_000).Two().Select(pair => new PixelPoint(pair.Item1, pair.Item2)),
        Gen.Choose(-400, 4000).Two().Select(pair => new PixelPoint(pair.Item1 / 4.0, pair.Item2 / 4.0)));

    private static Gen<Polygon<PixelPoint>> Ring =>
        Gen.Choose(3, 9).SelectMany(count => Point.ArrayOf(count)).Where(points => points[0] != points[^1]).Select(points => new Polygon<PixelPoint>(points));

    private static Gen<ImageJRoi> Roi =>
        from name in Name
        from rings in Gen.Choose(1, 3).SelectMany(count => Ring.ArrayOf(count))
        select new ImageJRoi(name, new Outline<PixelPoint>(rings));

    private static Gen<int[]> Shape => Gen.Choose(0, 4).SelectMany(axes => Gen.Choose(0, 4).ArrayOf(axes));

    private static Gen<float> Value => Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle),
        Gen.Elements(0f, -0f, 1f, float.NaN, float.PositiveInfinity, float.Epsilon, float.MaxValue));

    [Fact]
    public void A_set_of_rois_keeps_names_and_vertices() => Holds(60, Roi.NonEmptyListOf().Select(rois => rois.DistinctBy(roi => roi.Name).ToArray()), rois =>
    {
        using var folder = new TemporaryFolder();
        RoiSetFile.Write(folder["ü-set.zip"], rois);

        IReadOnlyList<ImageJRoi> read = RoiSetFile.Read(folder["ü-set.zip"]).Rois;

        read.Select(roi => roi.Name).ShouldBe(rois.Select(roi => roi.Name));
        foreach ((ImageJRoi found, ImageJRoi expected) in read.Zip(rois))
        {
            found.Outline.Rings.Select(ring => ring.Vertices).ShouldBe(expected.Outline.Rings.Select(ring => ring.Vertices), expected.Name);
        }
    });

    [Fact]
    public void A_numpy_file_keeps_shape_type_and_bits() => Holds(100, Shape.Zip(Gen.Choose(0, 255).ArrayOf(256)), array =>
    {
        using var folder = new TemporaryFolder();
        int[] shape = array.Item1;
        byte[] bytes = Array.ConvertAll(array.Item2, value => (byte)value);
        int count = shape.Aggregate(1, (product, side) => product * side);

        Keeps<byte>(NpyElementType.UInt8);
        Keeps<short>(NpyElementType.Int16);
        Keeps<long>(NpyElementType.Int64);
        Keeps<Half>(NpyElementType.Float16);
        Keeps<float>(NpyElementType.Float32);
        Keeps<double>(NpyElementType.Float64);

        void Keeps<T>(NpyElementType type)
            where T : unmanaged, System.Numerics.INumber<T>
        {
            T[] values = new T[count];
            Span<byte> target = MemoryMarshal.AsBytes(values.AsSpan());
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = bytes[i * 7 % bytes.Length];
            }

            NpyFile.Write<T>(folder["array.npy"], values, shape);
            NpyArray read = NpyFile.Read(folder["array.npy"]);

            read.ElementType.ShouldBe(type);
            read.Shape.ShouldBe(shape);
            MemoryMarshal.AsBytes(read.ToArray<T>().AsSpan()).SequenceEqual(target).ShouldBeTrue($"{typeof(T).Name} of shape ({string.Join(", ", shape)})");
        }
    });

    [Fact]
    public void A_safetensors_file_keeps_names_shapes_values_and_metadata() => Holds(60, Name.NonEmptyListOf().Zip(Shape.Zip(Value.ArrayOf(256))), content =>
    {
        using var folder = new TemporaryFolder();
        (IList<string> names, (int[] shape, float[] values)) = content;
        int count = shape.Aggregate(1, (product, side) => product * side);
        SafetensorsTensor[] tensors =
        [
            .. names.Distinct().Select((name, index) => index % 2 == 0
                ? new SafetensorsTensor(name, [.. shape.Select(side => (long)side)], values.AsMemory(0, count))
                : new SafetensorsTensor(name, [index], Enumerable.Range(0, index).Select(i => i / 4f).ToArray()) { StoredAs = SafetensorsType.Float16 }),
        ];
        Dictionary<string, string> metadata = names.Distinct().ToDictionary(name => name, name => "{\"" + name + "\"}\n");
        SafetensorsFile.Write(folder["a.safetensors"], tensors, metadata);

        SafetensorsContent read = SafetensorsFile.Read(folder["a.safetensors"]);

        read.Metadata.ShouldBe(metadata, ignoreOrder: true);
        read.Tensors.Count.ShouldBe(tensors.Length);
        foreach (SafetensorsTensor tensor in tensors)
        {
            read.Tensors[tensor.Name].Shape.ShouldBe(tensor.Shape);
            read.Tensors[tensor.Name].StoredAs.ShouldBe(tensor.StoredAs);
            MemoryMarshal.AsBytes(read.Tensors[tensor.Name].Values.Span).SequenceEqual(MemoryMarshal.AsBytes(tensor.Values.Span)).ShouldBeTrue(tensor.Name);
        }
    });

    [Fact]
    public void A_dataset_keeps_slices_regions_and_frames() => Holds(15, Gen.Choose(1, 30).Four().Zip(Gen.Choose(1, 70)).Zip(Value.ArrayOf(900)), values =>
    {
        using var folder = new TemporaryFolder();
        (((int width, int height, int left, int top), int binning), float[] pixels) = values;
        var padded = new Raster<float>(width + left, height + top);
        for (int i = 0; i < width * height; i++)
        {
            padded[left + (i % width), top + (i / width)] = pixels[i];
        }

        var slice = new Slice
        {
            Id = "größe a\u0308",
            Image = padded,
            Regions = new RegionMap(RegionCatalog.SagittalSix, padded.Map(value => (byte)(BitConverter.SingleToInt32Bits(value) & 7))),
            Frame = new SliceFrame
            {
                Binning = new Binning(binning),
                OriginalSize = new RasterSize((width * binning) - (binning / 2), (height * binning) - (binning / 3)),
                WorkingSize = padded.Size,
                OffsetX = left,
                OffsetY = top,
            },
            Split = SliceSplit.Test,
        };
        var dataset = new SliceDataset { Catalog = RegionCatalog.SagittalSix, Slices = [slice], Preprocessing = new Preprocessing { Binning = new Binning(binning) }, Provenance = "\"\\ä\n" };
        DatasetFolder.Write(folder["set"], dataset);

        SliceDataset read = DatasetFolder.Read(folder["set"]);

        read.Provenance.ShouldBe(dataset.Provenance);
        Slice found = read.Slices.ShouldHaveSingleItem();
        (found.Id, found.Frame, found.Split).ShouldBe((slice.Id, slice.Frame, slice.Split));
        found.Image.Pixels.SequenceEqual(padded.Pixels).ShouldBeTrue("every value of the image is kept, no number and infinity among them");
        found.Regions!.Indices.Pixels.SequenceEqual(slice.Regions.Indices.Pixels).ShouldBeTrue("the regions are kept");
    });

    private static void Holds<T>(int times, Gen<T> values, Action<T> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true), Prop.ForAll(values.ToArbitrary(), property));
}
