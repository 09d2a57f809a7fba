using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>One slice of a dataset, which is at working resolution; its annotation is ignored.</summary>
internal sealed record DatasetSource(string Path, DatasetReader Dataset, int Index) : SliceSource(Dataset.SliceIds[Index], Path)
{
    public static IEnumerable<SliceSource> Open(string path)
    {
        DatasetReader dataset = DatasetReader.Open(path);
        return dataset.SliceIds.Count > 0
            ? Enumerable.Range(0, dataset.SliceIds.Count).Select(index => new DatasetSource(path, dataset, index))
            : throw new InvalidDataException($"{path}: expected one or more slices, got an empty dataset; import slices first");
    }

    public override string? Stamp =>
        FileStamp.Find(System.IO.Path.Combine(Path, DatasetFolder.DocumentName)) is { } document && FileStamp.Find(DatasetFolder.ImagePath(Path, Id)) is { } image ? $"{document} {image}" : null;

    public override InputSlice Read(CancellationToken cancellationToken)
    {
        Slice slice = Dataset.ReadSlice(Index, withRegions: false);
        IntensityLevels levels = IntensityLevels.Measure(slice.Image);
        Preprocessing done = Dataset.Preprocessing;
        return new InputSlice(slice, done.MicrometresPerPixel)
        {
            Scale = new SliceScale(done.Binning, slice.Image.Size, done.MicrometresPerWorkingPixel, "binning of the dataset"),
            TissueLength = TissueLength.Measure(slice.Image, levels),
            Levels = levels,
        };
    }
}
