using System.Text.Json;
using DeepSlice.Formats;

namespace DeepSlice.Workbench.Images;

/// <summary>The decoder's process: reads requests from one stream, a line each, and answers on another. It may die of an image; the workbench does not.</summary>
internal static class ImageDecoder
{
    /// <summary>Answers requests until the stream ends.</summary>
    /// <param name="requests">Requests as JSON.</param>
    /// <param name="answers">Answers as JSON.</param>
    public static void Run(TextReader requests, TextWriter answers)
    {
        while (requests.ReadLine() is { } line)
        {
            DecoderRequest request = JsonText.Parse<DecoderRequest>("request", line, JsonFormat.Compact, "update the program");
            answers.WriteLine(JsonSerializer.Serialize(Answer(request), JsonFormat.Compact));
            answers.Flush();
        }
    }

    private static DecoderAnswer Answer(DecoderRequest request)
    {
        try
        {
            switch (request.Kind)
            {
                case "overview":
                    ImagePreparation.WriteOverview(request.Image, new TileCache(request.Cache));
                    return new DecoderAnswer();
                case "tiles":
                    ImagePreparation.WriteTiles(request.Image, new TileCache(request.Cache));
                    return new DecoderAnswer();
                default:
                    ImageFileInfo info = ImagePreparation.Inspect(request.Image);
                    return new DecoderAnswer { Width = info.Size.Width, Height = info.Size.Height, Channels = info.Channels, Planes = info.Planes, PixelSize = info.MicrometresPerPixel };
            }
        }
        catch (Exception error) when (FileFailure.IsOne(error))
        {
            return new DecoderAnswer { Problem = FileFailure.Of(request.Image, error).Reason };
        }
    }
}
