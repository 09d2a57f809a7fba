namespace DeepSlice.Native.Torch;

/// <summary>Writes TorchScript archives, which PyTorch opens with <c>torch.jit.load</c>.</summary>
internal static class ScriptModule
{
    /// <summary>Compiles a module and saves it.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="source">Methods of the module in TorchScript; <c>forward</c> is the one that is called.</param>
    /// <param name="tensors">Buffers of the module, which the source reads as <c>self.NAME</c>.</param>
    /// <param name="text">A text beside the module, and its name in the archive.</param>
    /// <exception cref="NativeException">The source is no TorchScript, or the file cannot be written.</exception>
    public static void Save(string path, string source, IReadOnlyList<(string Name, Tensor Tensor)> tensors, (string Name, string Content) text)
    {
        string names = string.Join('\n', tensors.Select(tensor => tensor.Name));
        nint[] handles = [.. tensors.Select(tensor => tensor.Tensor.Handle.DangerousGetHandle())];
        int status = TorchInterop.SaveScript(path, source, names, handles, handles.Length, text.Name, text.Content);
        GC.KeepAlive(tensors);
        TorchInterop.Check(status, "save_script");
    }
}
