using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;

namespace DeepSlice.Export.BioImage;

/// <summary>A synthetic slice at the scale of a model, and what the model finds in it, in 32 bits.</summary>
/// <param name="Image">Grey values.</param>
/// <param name="Prediction">The prediction, with its probabilities.</param>
internal sealed record TestSlice(Raster<float> Image, SlicePrediction Prediction)
{
    private const ulong Seed = 1;

    /// <summary>Makes the slice of a model.</summary>
    /// <param name="model">The model.</param>
    public static TestSlice Of(SegmentationModel model)
    {
        int side = Math.Max(ModelDescription.SmallestSide, Math.Max(model.SliceSize.Width, model.SliceSize.Height));
        Raster<float> image = PhantomGenerator.Generate(new PhantomOptions { SizePixels = side, MildArtifacts = 0 }, Seed, "test").Image;
        if (model.TissueLength is double length)
        {
            image = TissueScaling.Resample(image, TissueScaling.SizeOf(image.Size, TissueScaling.FactorOf(image, IntensityLevels.Measure(image), length)));
        }

        // The slice has its scale; the exported graph does not change it either.
        var predictor = new SlicePredictor(model with { TissueLength = null }, new PredictionOptions { Precision = Precision.Float32 });
        return new TestSlice(image, predictor.Predict([image])[0]);
    }
}
