namespace DeepSlice.Fuzz;

/// <summary>The inputs that further ones are made from: the seeds, and those with an outcome that no other had.</summary>
internal sealed class Corpus
{
    private const double SlowMilliseconds = 50;

    private readonly List<byte[]> _inputs;
    private readonly int _seeds;
    private readonly int _most;
    private readonly HashSet<string> _outcomes = new(StringComparer.Ordinal);

    /// <summary>Begins with the seeds.</summary>
    /// <param name="seeds">Inputs to begin with.</param>
    /// <param name="most">Largest number of inputs that are kept beside the seeds.</param>
    public Corpus(IReadOnlyList<byte[]> seeds, int most)
    {
        _inputs = [.. seeds];
        _seeds = seeds.Count;
        _most = most;
    }

    public byte[] Pick(Random random) => _inputs[random.Next(random.Next(2) == 0 ? _seeds : _inputs.Count)];

    /// <summary>Keeps an input where its outcome is new.</summary>
    public void Consider(byte[] input, string outcome, double milliseconds)
    {
        string shape = string.Concat(outcome.Select(sign => char.IsAsciiDigit(sign) ? '0' : sign));
        if (_outcomes.Count < _most && milliseconds < SlowMilliseconds && _outcomes.Add(shape[..Math.Min(shape.Length, 160)]))
        {
            _inputs.Add(input);
        }
    }
}
