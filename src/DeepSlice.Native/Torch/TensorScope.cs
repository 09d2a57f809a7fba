namespace DeepSlice.Native.Torch;

/// <summary>Frees the tensors made on this thread within its scope, except those that are kept.</summary>
/// <remarks>
/// A <see langword="ref struct"/>, so that the compiler rejects it across an <see langword="await"/> or in a lambda,
/// where another thread would dispose it. Scopes nest; the inner closes first.
/// </remarks>
internal readonly ref struct TensorScope : IDisposable
{
    [ThreadStatic]
    private static Stack<List<Tensor>>? s_open;

    private readonly List<Tensor> _tensors;

    /// <summary>Opens a scope on this thread.</summary>
    public TensorScope()
    {
        _tensors = [];
        (s_open ??= new Stack<List<Tensor>>()).Push(_tensors);
    }

    /// <summary>Moves a tensor of this scope to the enclosing scope, or to the caller if there is none.</summary>
    /// <param name="tensor">A tensor made in this scope.</param>
    /// <returns>The same tensor.</returns>
    public Tensor Keep(Tensor tensor)
    {
        int place = _tensors.LastIndexOf(tensor);
        if (place >= 0)
        {
            _tensors.RemoveAt(place);
            Around()?.Add(tensor);
        }

        return tensor;
    }

    /// <summary>Frees the tensors made in this scope.</summary>
    /// <exception cref="InvalidOperationException">A scope inside this one is still open, or this one is closed already; nothing is freed.</exception>
    public void Dispose()
    {
        if (!s_open!.TryPeek(out List<Tensor>? innermost) || !ReferenceEquals(innermost, _tensors))
        {
            throw new InvalidOperationException("expected the innermost tensor scope to close first and only once, got another order; close the inner scope first");
        }

        s_open.Pop();
        foreach (Tensor tensor in _tensors)
        {
            tensor.Dispose();
        }
    }

    /// <summary>The tensors of the scope around this one; null if there is none.</summary>
    private List<Tensor>? Around()
    {
        bool isNext = false;
        foreach (List<Tensor> open in s_open!) // the innermost first
        {
            if (isNext)
            {
                return open;
            }

            isNext = ReferenceEquals(open, _tensors);
        }

        return null;
    }

    internal static void Register(Tensor tensor)
    {
        if (s_open is { Count: > 0 } open)
        {
            open.Peek().Add(tensor);
        }
    }
}
