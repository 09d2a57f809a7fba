using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Training;
using Google.Protobuf;

namespace DeepSlice.Export.TensorBoard;

/// <summary>Writes a training run as event files for TensorBoard: numbers of each epoch, and the augmented slices.</summary>
/// <remarks>
/// Epochs are written when the run saves its checkpoint, so that a resumed run, which writes a further file, repeats none. Times are those of the epochs to the
/// second.
/// </remarks>
/// <param name="folder">Folder of the event files; created if missing.</param>
/// <param name="augmented">Augmented slices beside their labels, which a new log begins with.</param>
/// <param name="clock">The time.</param>
/// <param name="next">Gets every event as well; may be null.</param>
internal sealed class EventLog(string folder, Raster<RegionColor> augmented, TimeProvider clock, IProgress<TrainingEvent>? next) : IProgress<TrainingEvent>
{
    private const string Prefix = "events.out.tfevents.";
    private const string FileVersion = "brain.Event:2";
    private const int Rgb = 3;

    private string? _file;
    private long _lastEpoch;

    /// <inheritdoc />
    /// <exception cref="IOException">The event file cannot be written.</exception>
    public void Report(TrainingEvent value)
    {
        next?.Report(value);
        if (value is TrainingEvent.Saved saved)
        {
            Append(saved.History);
        }
    }

    /// <summary>The events of all files in a folder, the earliest file first.</summary>
    /// <param name="folder">The folder; may be missing.</param>
    internal static IEnumerable<LoggedEvent> Read(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, Prefix + "*").Order(StringComparer.Ordinal).SelectMany(RecordFrames.Read).Select(LoggedEvent.Parser.ParseFrom)
        : [];

    private void Append(IReadOnlyList<EpochRecord> history)
    {
        var events = new List<LoggedEvent>();
        double now = clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        bool isNew = _file is null;
        if (isNew)
        {
            events.AddRange(Begin(now - (history.Count == 0 ? 0 : history[^1].Seconds)));
        }

        events.AddRange(history.Where(record => record.Epoch > _lastEpoch).Select(record => Numbers(record, now - (history[^1].Seconds - record.Seconds))));
        _lastEpoch = history.Count == 0 ? 0 : Math.Max(_lastEpoch, history[^1].Epoch);
        byte[] bytes = [.. events.SelectMany(logged => RecordFrames.Frame(logged.ToByteArray()))];
        if (isNew)
        {
            OutputFile.WriteBytes(_file!, bytes);
        }
        else if (bytes.Length > 0)
        {
            OutputFile.Append(_file!, bytes);
        }
    }

    private IEnumerable<LoggedEvent> Begin(double time)
    {
        LoggedEvent[] earlier = [.. Read(folder)];
        _lastEpoch = earlier.Select(logged => logged.Step).DefaultIfEmpty().Max();
        _file = NewFile();
        yield return new LoggedEvent { WallTime = time, FileVersion = FileVersion };
        if (earlier.Length == 0)
        {
            var picture = new Picture { Width = augmented.Width, Height = augmented.Height, Colorspace = Rgb, EncodedImageString = ByteString.CopyFrom(PngFile.Encode(augmented)) };
            yield return Logged(time, 0, new LoggedValue { Tag = "augmentation", Image = picture });
        }
    }

    // TensorBoard reads the files of a folder in the order of their names.
    private string NewFile()
    {
        long seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        string Name() => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{seconds}.deepslice"));
        while (Directory.Exists(folder) && Directory.EnumerateFiles(folder, Prefix + "*").Any(other => string.CompareOrdinal(other, Name()) >= 0))
        {
            seconds++;
        }

        return Name();
    }

    private static LoggedEvent Numbers(EpochRecord record, double time)
    {
        List<LoggedValue> values =
        [
            Number("loss", record.Loss),
            Number("learning_rate", record.LearningRate),
            Number("wait_seconds", record.WaitSeconds),
        ];
        if (record.ValidationDice is double dice)
        {
            values.Add(Number("validation_dice/mean", dice));
        }

        values.AddRange(record.RegionDice.Select(region => Number($"validation_dice/{region.Key}", region.Value)));
        return Logged(time, record.Epoch, [.. values]);
    }

    private static LoggedEvent Logged(double time, long step, params LoggedValue[] values)
    {
        var summary = new EventSummary();
        summary.Value.AddRange(values);
        return new LoggedEvent { WallTime = time, Step = step, Summary = summary };
    }

    private static LoggedValue Number(string tag, double value) => new() { Tag = tag, SimpleValue = (float)value };
}
