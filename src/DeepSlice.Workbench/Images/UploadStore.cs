using System.Collections.Concurrent;
using DeepSlice.Formats;
using DeepSlice.Workbench.Api;

namespace DeepSlice.Workbench.Images;

/// <summary>Images that were uploaded and are not confirmed yet: bounded in bytes and pixels, and decoded by the decoder only.</summary>
internal sealed class UploadStore
{
    /// <summary>Bytes of a file.</summary>
    public const long MostBytes = 4L << 30;

    private const long MostSamples = 8L << 30;
    private const long MostWaiting = 1000;

    // A file that grows more than this is made to fill the memory; a slice that is empty for the most part shrinks to a hundredth.
    private const long MostGrowth = 1500;
    private const long HarmlessSamples = 64 << 20;

    private readonly string _folder;
    private readonly ImageStore _images;
    private readonly ConcurrentDictionary<string, string> _waiting = new(StringComparer.Ordinal);

    /// <summary>Keeps uploads in a folder.</summary>
    public UploadStore(string folder, ImageStore images)
    {
        _folder = folder;
        _images = images;
        foreach (string left in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            Directory.Delete(left, recursive: true); // of a session that has ended
        }
    }

    /// <summary>Whether there is an upload of this id.</summary>
    public bool Has(string id) => _waiting.ContainsKey(id);

    /// <summary>The file of an upload.</summary>
    public string FileOf(string id) => _waiting.TryGetValue(id, out string? file) ? file : throw new NotThereException("expected an upload of this session, got another id; upload the image again");

    /// <summary>Takes an upload.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="body">Its content.</param>
    /// <param name="cancellationToken">Cancelled when the page goes.</param>
    /// <exception cref="TooLargeException">The file, or the image in it, is beyond the limits.</exception>
    /// <exception cref="InvalidDataException">It is no image that can be read.</exception>
    public async Task<UploadAnswer> Take(string name, Stream body, CancellationToken cancellationToken)
    {
        if (!SliceId.IsSafe(name) || name.StartsWith('.'))
        {
            throw new RefusedException($"expected a file name of {SliceId.Allowed}, got another; rename the file");
        }

        if (_waiting.Count >= MostWaiting)
        {
            throw new TooLargeException($"expected at most {MostWaiting} images that are not confirmed, got one more; confirm those that were uploaded");
        }

        string id = Guid.NewGuid().ToString("N");
        string folder = Path.Combine(_folder, id);
        string file = Path.Combine(folder, name);
        Directory.CreateDirectory(folder);
        try
        {
            await Save(file, body, cancellationToken);
            UploadAnswer answer = await Look(id, name, file);
            _waiting[id] = file;
            return answer;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Forgets an upload, whose file was moved.</summary>
    public void Forget(string id)
    {
        if (_waiting.TryRemove(id, out string? file))
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static async Task Save(string file, Stream body, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        var buffer = new byte[1 << 20];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (target.Length + read > MostBytes)
            {
                throw new TooLargeException($"expected a file of at most {MostBytes >> 30} GB, got a larger one; copy it to a folder that is given by --images");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private async Task<UploadAnswer> Look(string id, string name, string file)
    {
        DecoderAnswer header;
        try
        {
            header = await _images.Inspect(file, CancellationToken.None);
            long samples = (long)header.Width * header.Height * Math.Max(1, header.Channels) * Math.Max(1, header.Planes);
            if (samples > MostSamples || (samples > HarmlessSamples && samples / new FileInfo(file).Length > MostGrowth))
            {
                throw new TooLargeException($"expected an image of at most {MostSamples >> 30} thousand million values, and one that its file can hold, got {header.Width}×{header.Height} pixels in {new FileInfo(file).Length} bytes; export it again, or copy it to a folder that is given by --images");
            }

            ImageSheet sheet = await _images.Sheet(file);
            double length = _images.TissueLengthOf(file, sheet);
            return new UploadAnswer(id, sheet.Width, sheet.Height, [.. sheet.Channels.Select((channel, index) => new ChannelAnswer(index, channel.Name, channel.Low, channel.High))], sheet.PixelSize, length, $"/api/uploads/{id}/preview");
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException(error.Message.Replace(file, name, StringComparison.Ordinal), error);
        }
    }
}
