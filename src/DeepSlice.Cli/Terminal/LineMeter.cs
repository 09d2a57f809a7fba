using System.Globalization;

namespace DeepSlice.Cli.Terminal;

/// <summary>Progress as plain lines: the first report, then at most one every few seconds, and the last.</summary>
internal sealed class LineMeter : ProgressMeter
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TextWriter _writer;
    private readonly string _activity;
    private readonly string _unit;
    private readonly TimeProvider _time;
    private long _start;
    private long? _last;
    private int _before;

    public LineMeter(TextWriter writer, string activity, string unit, TimeProvider time)
    {
        _writer = writer;
        _activity = activity;
        _unit = unit;
        _time = time;
        _start = time.GetTimestamp();
    }

    public override void Skip(int count)
    {
        lock (_lock)
        {
            _before += count;
            _start = _last is null ? _time.GetTimestamp() : _start; // setup does not count for the rate
        }
    }

    public override void Report(int done, int total, string note = "")
    {
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            if (done < total && _last is long last && _time.GetElapsedTime(last, now) < Interval)
            {
                return;
            }

            _last = now;
            _writer.WriteLine(Line(done, total, note, _time.GetElapsedTime(_start, now).TotalSeconds));
        }
    }

    public override void Say(string message)
    {
        lock (_lock)
        {
            _writer.WriteLine($"deepslice: {message}");
        }
    }

    private string Line(int done, int total, string note, double seconds)
    {
        string line = $"{_activity}: {done} of {total} {Unit(_unit, total)}";
        int now = done - _before;
        if (now > 0 && seconds > 0)
        {
            line += string.Create(CultureInfo.InvariantCulture, $", {now / seconds:0.##} a second");
        }

        if (now > 0 && done < total && seconds > 0)
        {
            line += string.Create(CultureInfo.InvariantCulture, $", {seconds / now * (total - done):0} s left");
        }

        return note.Length > 0 ? $"{line}, {note}" : line;
    }
}
