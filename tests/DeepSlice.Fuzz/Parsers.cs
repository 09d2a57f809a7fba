using System.Text;
using DeepSlice.Atlases;
using DeepSlice.Formats;
using DeepSlice.Fuzz.Inputs;
using DeepSlice.Fuzz.Mutations;
using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Fuzz;

/// <summary>All readers of files that are fuzzed.</summary>
internal static class Parsers
{
    private static readonly Preprocessing s_binned = new() { Binning = new Binning(16) };

    public static IReadOnlyList<Parser> All { get; } =
    [
        new() { Name = "roi", Seeds = OutlineSeeds.Rois, Endings = [".roi"], Mutate = ByteMutation.Mutate, Read = ReadRoi },
        new() { Name = "roi-zip", Seeds = OutlineSeeds.RoiSets, Endings = [".zip"], Mutate = ZipMutation.Mutate, Read = (input, scratch) => ReadOutlines(scratch.File(input, "slice.zip")) },
        new() { Name = "geojson", Seeds = OutlineSeeds.GeoJsons, Endings = [".geojson"], Mutate = JsonMutation.Mutate, Read = (input, scratch) => ReadOutlines(scratch.File(input, "slice.geojson")) },
        new() { Name = "npy", Seeds = ArraySeeds.Arrays, Endings = [".npy"], Mutate = NpyMutation.Mutate, Read = ReadArray },
        new() { Name = "npy-folder", Seeds = DocumentSeeds.ArrayFolders, Mutate = ZipMutation.Mutate, Read = (input, scratch) => NumPyDataset.Read(scratch.Unpack(input, DocumentSeeds.ArrayNames), RegionCatalog.SagittalSix) },
        new() { Name = "safetensors", Seeds = DocumentSeeds.Models, Mutate = SafetensorsMutation.Mutate, Read = (input, scratch) => SafetensorsFile.Read(scratch.File(input, "model.safetensors")) },
        new() { Name = "model", Seeds = DocumentSeeds.Models, Mutate = SafetensorsMutation.Mutate, Read = ReadModel, IsNative = true },
        new() { Name = "dataset-json", Seeds = DocumentSeeds.DatasetDocuments, Endings = ["dataset.json"], Mutate = JsonMutation.Mutate, Read = ReadDatasetDocument },
        new() { Name = "dataset", Seeds = DocumentSeeds.Datasets, Mutate = ZipMutation.Mutate, Read = (input, scratch) => DatasetFolder.Read(scratch.Unpack(input, DocumentSeeds.DatasetNames)), IsNative = true },
        new() { Name = "run-json", Seeds = DocumentSeeds.Runs, Endings = ["run.json"], Mutate = JsonMutation.Mutate, Read = (input, scratch) => ReadRuns(scratch.File(input, "run.json")) },
        new() { Name = "catalog", Seeds = DocumentSeeds.Catalogs, Endings = ["catalog.json"], Mutate = JsonMutation.Mutate, Read = (input, scratch) => RegionCatalogFile.Read(scratch.File(input, "catalog.json")) },
        new() { Name = "plan", Seeds = DocumentSeeds.Plans, Endings = ["plan.json"], Mutate = JsonMutation.Mutate, Read = ReadPlan },
        new() { Name = "cell", Seeds = DocumentSeeds.Cells, Mutate = JsonMutation.Mutate, Read = ReadCell },
        new() { Name = "description", Seeds = () => [.. ImageSeeds.Descriptions.Select(Encoding.UTF8.GetBytes)], Mutate = TextMutation.Mutate, Read = ReadDescription, AcceptsAll = true },
        new() { Name = "tiff", Seeds = ImageSeeds.Tiffs, Endings = [".tif", ".qptiff", ".tf8", ".svs", "/malformed/"], Mutate = TiffMutation.Mutate, Read = (input, scratch) => ReadImage(scratch.File(input, "image.tif")), IsNative = true },
        new() { Name = "nrrd", Seeds = AtlasSeeds.Nrrds, Mutate = ByteMutation.Mutate, Read = (input, scratch) => ReadAtlas(input, scratch, "annotation.nrrd") },
        new() { Name = "nifti", Seeds = AtlasSeeds.Niftis, Mutate = ByteMutation.Mutate, Read = (input, scratch) => ReadAtlas(input, scratch, "annotation.nii") },
        new() { Name = "structures", Seeds = AtlasSeeds.Structures, Mutate = JsonMutation.Mutate, Read = (input, scratch) => ReadAtlas(input, scratch, "structures.json") },
        new() { Name = "atlas-metadata", Seeds = AtlasSeeds.Metadata, Mutate = JsonMutation.Mutate, Read = (input, scratch) => ReadAtlas(input, scratch, "metadata.json") },
        new() { Name = "atlas-regions", Seeds = AtlasSeeds.Regions, Mutate = JsonMutation.Mutate, Read = (input, scratch) => AtlasCatalog.Read(scratch.File(input, "regions.json")) },
        new() { Name = "png", Seeds = ImageSeeds.Pngs, Endings = [".png"], Mutate = PngMutation.Mutate, Read = ReadPng, IsNative = true },
        new() { Name = "jpeg", Seeds = ImageSeeds.Jpegs, Endings = [".jpg"], Mutate = ByteMutation.Mutate, Read = (input, scratch) => ReadImage(scratch.File(input, "image.jpg")), IsNative = true },
    ];

    // The other files of the atlas are sound.
    private static void ReadAtlas(byte[] input, Scratch scratch, string name)
    {
        string folder = Path.GetDirectoryName(scratch.File(input, name))!;
        foreach (string other in Directory.EnumerateFiles(folder, "annotation.*").Where(file => Path.GetFileName(file) != name))
        {
            File.Delete(other);
        }

        foreach ((string file, byte[] sound) in AtlasSeeds.Sound(name))
        {
            File.WriteAllBytes(Path.Combine(folder, file), sound);
        }

        _ = AtlasFolder.Read(folder).CountVoxels();
    }

    private static void ReadRoi(byte[] input, Scratch scratch)
    {
        string name = RoiDecoder.ReadName(input);
        if (RoiDecoder.ReadOutline(input, out _) is { } outline)
        {
            Paint(outline);
            byte[] written = RoiEncoder.Encode(new ImageJRoi(name, outline));
            Require(RoiDecoder.ReadOutline(written, out _) is { } again && again.Rings.Count == outline.Rings.Count, "a ROI that was written has other rings");
        }
    }

    private static void ReadOutlines(string path)
    {
        foreach (RegionOutline region in OutlineFile.ReadRegions(path, "slice", new RegionNames(RegionCatalog.SagittalSix), new OutlineNotes()))
        {
            Paint(region.Outline);
        }
    }

    private static void Paint(Outline<PixelPoint> outline)
    {
        var target = new Raster<byte>(40, 30);
        foreach (RasterRule rule in Enum.GetValues<RasterRule>())
        {
            PolygonRasterizer.Fill(outline.Map(point => new BinnedPoint(point.X / 64, point.Y / 64)), rule, target, 1);
        }
    }

    private static void ReadArray(byte[] input, Scratch scratch)
    {
        NpyArray array = NpyFile.ReadStack(scratch.File(input, "features.npy"));
        if (array.Shape[0] > 0)
        {
            array.Image<float>(0);
            array.Image<double>(array.Shape[0] - 1);
        }
    }

    private static void ReadModel(byte[] input, Scratch scratch) => ModelFile.Read(scratch.File(input, "model.safetensors"), Device.Cpu).Dispose();

    private static void ReadDatasetDocument(byte[] input, Scratch scratch)
    {
        string path = scratch.File(input, DatasetFolder.DocumentName);
        DatasetReader.Open(Path.GetDirectoryName(path)!);
    }

    private static void ReadRuns(string path)
    {
        PredictionRuns runs = PredictionRuns.Read(path);
        _ = runs.Find("slice-1");
        foreach (PredictionRun run in runs.Runs)
        {
            runs = runs.With(run);
        }
    }

    private static void ReadPlan(byte[] input, Scratch scratch)
    {
        string path = scratch.File(input, "plan.json");
        TrainingPlan merged = TrainingPlanFile.Merge(DocumentSeeds.Plan, path);
        TrainingPlanFile.Format(merged);
        TrainingPlan read = TrainingPlanFile.Read(path);
        string text = TrainingPlanFile.Format(read);
        Require(TrainingPlanFile.Format(TrainingPlanFile.Read(scratch.File(Encoding.UTF8.GetBytes(text), "plan.json"))) == text, "a plan that was written is read as another one");
    }

    private static void ReadCell(byte[] input, Scratch scratch) =>
        RobustnessCellFile.Find(scratch.File(input, "cell.json"), DocumentSeeds.CellFingerprint)?.ToScores(RegionCatalog.SagittalSix);

    private static void ReadDescription(byte[] input, Scratch scratch)
    {
        string text = Encoding.UTF8.GetString(input);
        PixelSize.Find(text, null, 1.5, 1.5);
        PixelSize.Find(text, "cm", 0, double.PositiveInfinity);
        foreach (int pages in (int[])[1, 2, 3, 6, 12, 65_535])
        {
            StackLayout layout = StackLayout.Find(text, pages);
            Require(layout.Channels >= 1 && layout.Planes >= 1 && layout.PageOf(0, 0) == 0, $"a layout of {layout.Channels} channels and {layout.Planes} planes");
            int last = layout.PageOf(layout.Channels - 1, layout.Planes - 1);
            Require(last >= 0 && last < pages, $"page {last} of {pages}");
        }
    }

    private static void ReadImage(string path)
    {
        ImageFileInfo info = ImageFile.Inspect(path);
        ImageFile.Read(path, s_binned);
        if (info.Size.PixelCount <= 1 << 20)
        {
            ImageFile.Read(path, Preprocessing.None with { Channel = info.Channels - 1, Plane = info.Planes - 1 });
        }
    }

    private static void ReadPng(byte[] input, Scratch scratch)
    {
        string path = scratch.File(input, "labels.png");
        ReadImage(path);
        PngFile.ReadIndices(path);
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }
}
