using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class NumPyDatasetTests
{
    private static readonly string[] Keys = ["cb", "hp", "cx", "th", "mb", "bs"];

    [Fact]
    public void Where_masks_overlap_the_first_region_of_the_catalogue_wins()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x_64"]);

        SliceDataset dataset = NumPyDataset.Read(folder["x_64"], RegionCatalog.SagittalSix);

        dataset.Slices.Select(slice => slice.Id).ShouldBe(["slice-000", "slice-001"]);
        dataset.Slices[1].Image.Pixels.ToArray().ShouldBe([6, 7, 8, 9, 10, 11]);
        // Mask r covers pixels r and r + 1 of the first slice, and nothing of the second.
        dataset.Slices[0].Regions!.Indices.Pixels.ToArray().ShouldBe([1, 1, 2, 3, 4, 5]);
        dataset.Slices[1].Regions!.Indices.Pixels.ToArray().ShouldBe([0, 0, 0, 0, 0, 0]);
        dataset.Binning.Factor.ShouldBe(64);
        dataset.Slices[0].Frame.OriginalSize.ShouldBe(new RasterSize(192, 128));
    }

    [Fact]
    public void First_takes_that_many_slices_from_the_beginning()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x"]);

        NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix, first: 1).Slices.Count.ShouldBe(1);
        NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix, first: 9).Slices.Count.ShouldBe(2);
        NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix).Binning.ShouldBe(Binning.None);
        NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix, binning: new Binning(8)).Binning.Factor.ShouldBe(8);
        Should.Throw<ArgumentOutOfRangeException>(() => NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix, first: 0));
    }

    [Fact]
    public void Without_any_mask_the_slices_are_not_annotated_and_with_some_missing_they_are_listed()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x"]);
        File.Delete(Path.Combine(folder["x"], "labels_th.npy"));
        Should.Throw<FileNotFoundException>(() => NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix)).Message.ShouldContain("got no labels_th.npy");

        foreach (string key in Keys)
        {
            File.Delete(Path.Combine(folder["x"], $"labels_{key}.npy"));
        }

        NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix).Slices.ShouldAllBe(slice => slice.Regions == null);
    }

    [Fact]
    public void A_mask_of_other_values_or_of_another_shape_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x"]);
        string path = Path.Combine(folder["x"], "labels_cx.npy");
        NpyFile.Write<long>(path, new long[] { 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0 }, 2, 2, 3);
        Should.Throw<InvalidDataException>(() => NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix)).Message.ShouldStartWith($"{path}: expected mask values 0 and 1, got 2 in image 0");

        NpyFile.Write<long>(path, new long[12], 2, 3, 2);
        Should.Throw<InvalidDataException>(() => NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix)).Message.ShouldStartWith($"{path}: expected the shape of features.npy");
    }

    [Fact]
    public void A_written_folder_reads_as_the_same_slices()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x"]);
        SliceDataset dataset = NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix);

        NumPyDataset.Write(dataset, folder["y"]);

        NpyFile.Read(Path.Combine(folder["y"], "features.npy")).ElementType.ShouldBe(NpyElementType.Float64);
        NpyFile.Read(Path.Combine(folder["y"], "labels_cb.npy")).ElementType.ShouldBe(NpyElementType.Int64);
        SliceDataset again = NumPyDataset.Read(folder["y"], RegionCatalog.SagittalSix);
        foreach ((Slice found, Slice expected) in again.Slices.Zip(dataset.Slices))
        {
            found.Image.Pixels.SequenceEqual(expected.Image.Pixels).ShouldBeTrue();
            found.Regions!.Indices.Pixels.SequenceEqual(expected.Regions!.Indices.Pixels).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_never_written_over()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x"]);
        SliceDataset dataset = NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix);

        Should.Throw<IOException>(() => NumPyDataset.Write(dataset, folder["x"])).Message.ShouldContain("expected an empty or new folder, got one with");
        Directory.GetFiles(folder["x"]).Length.ShouldBe(7);
    }

    [Fact]
    public void Slices_of_which_only_some_are_annotated_are_refused_and_without_any_annotation_there_are_no_masks()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x"]);
        SliceDataset dataset = NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix);
        Slice bare = dataset.Slices[1] with { Regions = null };

        Should.Throw<ArgumentException>(() => NumPyDataset.Write(dataset with { Slices = [dataset.Slices[0], bare] }, folder["y"])).Message.ShouldContain("got 1 of 2 without annotation, first 'slice-001'");
        Directory.Exists(folder["y"]).ShouldBeFalse();
        NumPyDataset.Write(dataset with { Slices = [bare] }, folder["y"]);
        Directory.GetFiles(folder["y"]).ShouldHaveSingleItem();
    }

    [Fact]
    public void Slices_of_different_sizes_are_no_stack()
    {
        using var folder = new TemporaryFolder();
        WriteExample(folder["x"]);
        SliceDataset dataset = NumPyDataset.Read(folder["x"], RegionCatalog.SagittalSix);
        var odd = new Raster<float>(5, 5);
        SliceDataset mixed = dataset with { Slices = [dataset.Slices[0], new Slice { Id = "odd", Image = odd, Frame = SliceFrame.Identity(odd.Size) }] };

        Should.Throw<ArgumentException>(() => NumPyDataset.Write(mixed, folder["y"])).Message.ShouldContain("got 'odd' of 5×5");
        Directory.Exists(folder["y"]).ShouldBeFalse();
    }

    [Fact]
    public void Real_slices_give_back_their_masks_bit_for_bit_after_the_rule_for_overlaps()
    {
        using var folder = new TemporaryFolder();
        string source = SharedData.Require("b31/features_labels_2d_64");

        SliceDataset dataset = NumPyDataset.Read(source, RegionCatalog.SagittalSix);
        DatasetFolder.Write(folder["set"], dataset);
        NumPyDataset.Write(DatasetFolder.Read(folder["set"]), folder["numpy"]);

        dataset.Slices.Count.ShouldBe(47);
        long[][] masks = [.. Keys.Select(key => NpyFile.Read(Path.Combine(source, $"labels_{key}.npy")).ToArray<long>())];
        int overlaps = 0;
        for (int i = 0; i < masks[0].Length; i++)
        {
            bool isTaken = false;
            foreach (long[] mask in masks)
            {
                overlaps += isTaken && mask[i] != 0 ? 1 : 0;
                mask[i] = isTaken ? 0 : mask[i];
                isTaken |= mask[i] != 0;
            }
        }

        overlaps.ShouldBeGreaterThan(0);
        for (int region = 0; region < Keys.Length; region++)
        {
            NpyFile.Read(Path.Combine(folder["numpy"], $"labels_{Keys[region]}.npy")).ToArray<long>().AsSpan()
                .SequenceEqual(masks[region]).ShouldBeTrue(Keys[region]);
        }

        double[] written = NpyFile.Read(Path.Combine(folder["numpy"], "features.npy")).ToArray<double>();
        double[] original = NpyFile.Read(Path.Combine(source, "features.npy")).ToArray<double>();
        written.AsSpan().SequenceEqual(Array.ConvertAll(original, value => (double)(float)value)).ShouldBeTrue();
    }

    private static void WriteExample(string folder)
    {
        NpyFile.Write<double>(Path.Combine(folder, "features.npy"), Enumerable.Range(0, 12).Select(i => (double)i).ToArray(), 2, 2, 3);
        for (int region = 0; region < Keys.Length; region++)
        {
            var mask = new long[12];
            mask[region] = 1;
            mask[Math.Min(region + 1, 5)] = 1;
            NpyFile.Write<long>(Path.Combine(folder, $"labels_{Keys[region]}.npy"), mask, 2, 2, 3);
        }
    }
}
