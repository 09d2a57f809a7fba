using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One image of a NumPy stack, which is at working resolution; its outlines are in the stack's own pixels.</summary>
internal sealed record StackSource(string Path, NpyArray Stack, int Index)
    : SliceSource(string.Create(CultureInfo.InvariantCulture, $"slice-{Index:000}"), Path)
{
    public static IEnumerable<SliceSource> Open(string path)
    {
        NpyArray stack = NpyFile.ReadStack(path);
        return stack.Shape[0] > 0
            ? Enumerable.Range(0, stack.Shape[0]).Select(index => new StackSource(path, stack, index))
            : throw new InvalidDataException($"{path}: expected one or more images, got an empty stack; give a stack with images");
    }

    public override InputSlice Read(CancellationToken cancellationToken)
    {
        Raster<float> image = Stack.Image<float>(Index);
        IntensityLevels levels = IntensityLevels.Measure(image);
        return new InputSlice(new Slice { Id = Id, Image = image, Frame = SliceFrame.Identity(image.Size) }, MicrometresPerPixel: null)
        {
            Scale = new SliceScale(Binning.None, image.Size, null, "stacks are binned already"),
            TissueLength = TissueLength.Measure(image, levels),
            Levels = levels,
        };
    }
}
