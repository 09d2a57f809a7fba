using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Importing;
using DeepSlice.Networks;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class ImageWorkflowTests : IDisposable
{
    // Farther than this from the border, the network of the tests sees no padding.
    private const int Reach = 12;

    private static readonly Binning s_fourfold = new(4);

    private readonly TemporaryFolder _folder = new();
    private readonly SliceDataset _dataset;

    public ImageWorkflowTests()
    {
        // Even offsets, 10 and 14, 8: the network's halving falls on the same pixels with the padding as without.
        Save("wide", 239, 158, seed: 1);
        Save("small", 126, 174, seed: 2);
        _dataset = ImageImporter.Import(_folder["slices"], _folder["slices"], new ImportOptions { Binning = s_fourfold }).Dataset;
        DatasetFolder.Write(_folder["dataset"], _dataset);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Predictions_of_images_score_as_those_of_the_data_set_imported_from_them()
    {
        ComparedSlice[] ofImages = Predict("slices", new PredictionWorkflowOptions { Binning = s_fourfold });
        ComparedSlice[] ofDataset = Predict("dataset", new PredictionWorkflowOptions());

        ofImages.Select(slice => slice.Id).ShouldBe(["small", "wide"]);
        foreach ((Slice slice, ComparedSlice ofImage, ComparedSlice padded) in _dataset.Slices.Zip(ofImages, ofDataset))
        {
            RegionMap image = ofImage.Predicted;
            image.Size.ShouldBe(new RasterSize(60, 60));
            RasterSize binned = s_fourfold.Binned(slice.Frame.OriginalSize);
            for (int y = slice.Frame.OffsetY + Reach; y < slice.Frame.OffsetY + binned.Height - Reach; y++)
            {
                Span<byte> row = image.Indices.Row(y).Slice(slice.Frame.OffsetX + Reach, binned.Width - (2 * Reach));
                row.SequenceEqual(padded.Predicted.Indices.Row(y).Slice(slice.Frame.OffsetX + Reach, row.Length)).ShouldBeTrue($"{slice.Id}, row {y}");
            }
        }

        new MapScorer().ScoreAll(ofImages).Mean!.Dice.ShouldBe(new MapScorer().ScoreAll(ofDataset).Mean!.Dice, 0.1);
    }

    [Fact]
    public void The_annotation_without_its_padding_is_a_perfect_prediction()
    {
        foreach (Slice slice in _dataset.Slices)
        {
            RasterSize binned = s_fourfold.Binned(slice.Frame.OriginalSize);
            binned.ShouldNotBe(slice.Image.Size);
            var labels = new Raster<byte>(binned);
            for (int y = 0; y < binned.Height; y++)
            {
                slice.Regions!.Indices.Row(y + slice.Frame.OffsetY).Slice(slice.Frame.OffsetX, binned.Width).CopyTo(labels.Row(y));
            }

            PngFile.Write(_folder[$"found/{slice.Id}.labels.png"], labels);
        }

        foreach (ComparedSlice slice in PredictedRegions.Read(_folder["found"], _dataset))
        {
            slice.Predicted.Indices.Pixels.SequenceEqual(slice.Truth.Indices.Pixels).ShouldBeTrue(slice.Id);
        }
    }

    [Fact]
    public void Probabilities_without_their_slices_padding_are_surrounded_by_certain_background()
    {
        ComparedSlice[] ofImages = Predict("slices", new PredictionWorkflowOptions { Binning = s_fourfold, WriteProbabilities = true });

        foreach ((Slice slice, ComparedSlice compared) in _dataset.Slices.Zip(ofImages))
        {
            int pixels = compared.Truth.Indices.Pixels.Length;
            float[] probabilities = compared.Probabilities.ShouldNotBeNull();
            probabilities.Length.ShouldBe(pixels * _dataset.Catalog.Count);
            probabilities[0].ShouldBe(1, slice.Id);
            probabilities[pixels].ShouldBe(0, slice.Id);
            for (int i = 0; i < pixels; i++)
            {
                int mostProbable = Enumerable.Range(0, _dataset.Catalog.Count).MaxBy(region => probabilities[(region * pixels) + i]);
                mostProbable.ShouldBe(compared.Predicted.Indices.Pixels[i], $"{slice.Id}, pixel {i}");
            }
        }
    }

    [Fact]
    public void Predictions_of_a_model_of_other_regions_are_not_scored()
    {
        Predict("dataset", new PredictionWorkflowOptions());
        Region[] regions = [.. RegionCatalog.SagittalSix.Regions];
        (regions[1], regions[2]) = (regions[2] with { Index = 1 }, regions[1] with { Index = 2 });
        string message = Should.Throw<InvalidDataException>(() => PredictedRegions.Read(_folder["dataset-found"], _dataset with { Catalog = new RegionCatalog(regions) }).ToList()).Message;
        message.ShouldContain("bg cb hp");
        message.ShouldContain("bg hp cb");
    }

    private ComparedSlice[] Predict(string input, PredictionWorkflowOptions options)
    {
        using SegmentationModel model = TestModel.Create();
        PredictionWorkflow.Run(model, [_folder[input]], _folder[input + "-found"], options).Failures.ShouldBeEmpty();
        return [.. PredictedRegions.Read(_folder[input + "-found"], _dataset)];
    }

    private void Save(string id, int width, int height, ulong seed)
    {
        // Tissue on an even, darker background, by which the intensities are normalised alike with padding and without.
        Raster<ushort> image = TestModel.Noise(width, height, seed);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            (int x, int y) = (i % width, i / width);
            bool isTissue = Math.Min(Math.Min(x, width - 1 - x), Math.Min(y, height - 1 - y)) >= 16;
            image.Pixels[i] = (ushort)(isTissue ? image.Pixels[i] + 3000 : 200);
        }

        ImageFile.Write(_folder[$"slices/{id}.tif"], image);
        var outline = new Polygon<PixelPoint>([new(4, 4), new(width - 8, 4), new(width - 8, height - 8), new(4, height - 8)]);
        RoiSetFile.Write(_folder[$"slices/{id}.zip"], [new ImageJRoi("cx", new Outline<PixelPoint>([outline]))]);
    }
}
