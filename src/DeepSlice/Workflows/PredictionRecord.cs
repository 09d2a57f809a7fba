using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>The finished slices of one run: those that it finds, and those that it adds.</summary>
internal sealed class PredictionRecord
{
    private readonly FinishedSlices _finished;
    private readonly PredictionFolder _folder;
    private readonly string _key;
    private readonly bool _pictured;
    private readonly Dictionary<string, string?> _stamps;

    private PredictionRecord(FinishedSlices finished, PredictionFolder folder, string key, bool pictured, Dictionary<string, string?> stamps, IReadOnlyDictionary<string, FinishedSlice> found)
    {
        _finished = finished;
        _folder = folder;
        _key = key;
        _pictured = pictured;
        _stamps = stamps;
        Found = found;
    }

    /// <summary>The slices that earlier runs have finished, by id.</summary>
    public IReadOnlyDictionary<string, FinishedSlice> Found { get; }

    /// <summary>Begins the record of a run.</summary>
    /// <param name="finished">The finished slices of the folder.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="run">Model and options of the run.</param>
    /// <param name="device">Device of the model.</param>
    /// <param name="sources">All slices of the run.</param>
    /// <param name="pictured">Whether the report shows all slices with pictures of their own.</param>
    /// <param name="again">Whether finished slices are predicted again.</param>
    public static PredictionRecord Begin(FinishedSlices finished, PredictionFolder folder, PredictionRun run, Device device, IReadOnlyList<SliceSource> sources, bool pictured, bool again)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { run.Program, run.Model.Sha256, run.Options, device = device.ToString() }, JsonFormat.Compact))))[..32];
        IReadOnlyDictionary<string, FinishedSlice> found = again ? new Dictionary<string, FinishedSlice>() : finished.Among(sources, key, pictured);
        return new PredictionRecord(
            finished, folder, key, pictured,
            sources.Where(source => !found.ContainsKey(source.Id)).ToDictionary(source => source.Id, source => source.Stamp, StringComparer.Ordinal), found);
    }

    /// <summary>Adds a slice whose files are in place.</summary>
    /// <param name="source">Where it was read from.</param>
    /// <param name="described">The entry of <c>run.json</c>.</param>
    /// <param name="written">The results.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Add(SliceSource source, PredictionRunSlice described, PredictedSlice written)
    {
        if (_stamps[source.Id] is not { } stamp)
        {
            return;
        }

        if (_pictured && written.Pictures is { } pictures)
        {
            OutputFile.WriteBytes(_finished.PictureOf(source.Id), pictures.Image);
        }

        _finished.Add(FinishedSlice.Of(_key, stamp, _folder, described, written));
    }

    /// <summary>The results of a slice that an earlier run has finished.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="model">The model.</param>
    /// <param name="withPictures">Whether pictures are read, if the report shows some of all slices.</param>
    public PredictedSlice Read(string id, SegmentationModel model, bool withPictures)
    {
        PredictedSlice slice = Found[id].ToPredicted(model.Catalog, model.Flags);
        return _pictured && withPictures ? slice with { Pictures = new SlicePictures(File.ReadAllBytes(_finished.PictureOf(id)), File.ReadAllBytes(_folder.OverlayOf(id))) } : slice;
    }
}
