using System.IO.MemoryMappedFiles;

namespace DeepSlice.Fuzz;

/// <summary>What a worker is doing and has found, in a file in memory that outlives its crash.</summary>
internal sealed class Journal : IDisposable
{
    private const int LongestInput = 8 << 20;
    private const int InputAt = 64;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Opens or makes a journal.</summary>
    /// <param name="path">Its file.</param>
    public Journal(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, InputAt + LongestInput);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Number of inputs that were begun.</summary>
    public long Begun => _view.ReadInt64(0);

    /// <summary>Number of inputs that were finished.</summary>
    public long Finished
    {
        get => _view.ReadInt64(8);
        set => _view.Write(8, value);
    }

    /// <summary>Number of inputs that the reader accepted.</summary>
    public long Accepted
    {
        get => _view.ReadInt64(16);
        set => _view.Write(16, value);
    }

    /// <summary>The longest time of an input in milliseconds.</summary>
    public double SlowestMilliseconds
    {
        get => _view.ReadDouble(24);
        set => _view.Write(24, value);
    }

    /// <summary>The most bytes that an input allocated.</summary>
    public long MostAllocated
    {
        get => _view.ReadInt64(32);
        set => _view.Write(32, value);
    }

    /// <summary>The input that was begun last.</summary>
    public byte[] Input
    {
        get
        {
            var input = new byte[_view.ReadInt32(40)];
            _view.ReadArray(InputAt, input, 0, input.Length);
            return input;
        }
    }

    /// <summary>Records an input before it is tried.</summary>
    public void Begin(long index, byte[] input)
    {
        _view.WriteArray(InputAt, input, 0, Math.Min(input.Length, LongestInput));
        _view.Write(40, Math.Min(input.Length, LongestInput));
        _view.Write(0, index + 1);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
