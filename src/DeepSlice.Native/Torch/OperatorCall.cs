using System.Runtime.CompilerServices;

namespace DeepSlice.Native.Torch;

/// <summary>Arguments of one call, on the stack; keeps its tensors alive until the call returns.</summary>
internal unsafe ref struct OperatorCall
{
    private const int MaximumResults = 4;
    private const int MaximumTensors = 14;
    private readonly Operator _operator;
    private ArgumentBuffer _arguments;
    private HandleBuffer _handles;
    private WordBuffer _words;
    private int _argumentCount;
    private int _handleCount;
    private int _wordCount;

    public OperatorCall(Operator op) => _operator = op;

    public void Add(Tensor? tensor) =>
        Append(tensor is null ? default : new Argument(ArgumentKind.Tensor, 0, Hold(tensor)));

    public void Add(long value) => Append(new Argument(ArgumentKind.Integer, 0, value));

    public void Add(double value) => Append(new Argument(ArgumentKind.Real, 0, BitConverter.DoubleToInt64Bits(value)));

    public void Add(bool value) => Append(new Argument(ArgumentKind.Flag, 0, value ? 1 : 0));

    public void Add(params ReadOnlySpan<long> values)
    {
        Append(new Argument(ArgumentKind.Integers, values.Length, _wordCount));
        foreach (long value in values)
        {
            _words[_wordCount++] = value;
        }
    }

    public void Add(ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.Length > MaximumTensors - _handleCount)
        {
            Release();
            throw new ArgumentException($"expected at most {MaximumTensors} tensors for {_operator.Name}, got {tensors.Length}; join in steps", nameof(tensors));
        }

        Append(new Argument(ArgumentKind.Tensors, tensors.Length, _wordCount));
        foreach (Tensor tensor in tensors)
        {
            _words[_wordCount++] = Hold(tensor);
        }
    }

    /// <summary>Runs an operator with one result.</summary>
    public Tensor Run()
    {
        Span<nint> results = stackalloc nint[MaximumResults];
        int count = Invoke(results);
        FreeAll(results[Math.Min(1, count)..count]);
        return count > 0 && results[0] != 0
            ? new Tensor(new TensorHandle(results[0]))
            : throw new NativeException($"{_operator.Name}: expected a tensor, got none");
    }

    /// <summary>Runs an in-place operator; its result is its first argument.</summary>
    public void RunInPlace()
    {
        Span<nint> results = stackalloc nint[MaximumResults];
        int count = Invoke(results);
        FreeAll(results[..count]);
    }

    private static void FreeAll(ReadOnlySpan<nint> results)
    {
        foreach (nint result in results)
        {
            if (result != 0)
            {
                TorchInterop.Check(TorchInterop.Free(result), "free");
            }
        }
    }

    private int Invoke(scoped Span<nint> results)
    {
        try
        {
            fixed (Argument* arguments = &_arguments[0])
            fixed (long* words = &_words[0])
            fixed (nint* native = results)
            {
                int status = TorchInterop.Call(_operator.Native, arguments, _argumentCount, words, native, results.Length, out int count);
                TorchInterop.Check(status, _operator.Name, ((ReadOnlySpan<TensorHandle?>)_handles)[.._handleCount]);
                return count;
            }
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        for (int i = 0; i < _handleCount; i++)
        {
            _handles[i]!.DangerousRelease();
        }

        _handleCount = 0;
    }

    private nint Hold(Tensor tensor)
    {
        bool added = false;
        try
        {
            tensor.Handle.DangerousAddRef(ref added);
        }
        catch (ObjectDisposedException error)
        {
            int place = _handleCount + 1;
            Release(); // otherwise the tensors added before would leak
            throw new ObjectDisposedException($"tensor {place} of {_operator.Name} was disposed of before the call", error);
        }

        _handles[_handleCount++] = tensor.Handle;
        return tensor.Handle.DangerousGetHandle();
    }

    private void Append(Argument argument) => _arguments[_argumentCount++] = argument;

    [InlineArray(14)]
    private struct ArgumentBuffer
    {
        private Argument _first;
    }

    [InlineArray(MaximumTensors)]
    private struct HandleBuffer
    {
        private TensorHandle? _first;
    }

    [InlineArray(24)]
    private struct WordBuffer
    {
        private long _first;
    }
}
