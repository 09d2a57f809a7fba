using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Geometry;

namespace DeepSlice.Workbench.Images;

/// <summary>The folder of one prepared image: its sheet, its overview, and its tiles.</summary>
/// <param name="path">The folder.</param>
internal sealed class TileCache(string path)
{
    /// <summary>Path of the folder.</summary>
    public string FullPath { get; } = path;

    /// <summary>Written last, when the overview is complete.</summary>
    public string SheetFile => Path.Combine(FullPath, "image.json");

    /// <summary>Whether the overview is there.</summary>
    public bool HasOverview => File.Exists(SheetFile);

    /// <summary>Whether all tiles are there.</summary>
    public bool HasTiles => File.Exists(CompleteFile);

    /// <summary>Written when the tiles of all channels are complete.</summary>
    public string CompleteFile => Path.Combine(FullPath, "complete");

    /// <summary>The folder of an image: another one when the file changes.</summary>
    /// <param name="cache">The project's folder for what can be made again.</param>
    /// <param name="image">The image file.</param>
    public static TileCache Of(string cache, string image)
    {
        var file = new FileInfo(image);
        FileInfo whole = file.LinkTarget is null ? file : (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        string key = string.Create(CultureInfo.InvariantCulture, $"{image}\n{(whole.Exists ? whole.Length : 0)}\n{whole.LastWriteTimeUtc.Ticks}");
        return new TileCache(Path.Combine(cache, "tiles", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..24]));
    }

    /// <summary>The tiles of a channel.</summary>
    public string TilesOf(int channel) => Path.Combine(FullPath, string.Create(CultureInfo.InvariantCulture, $"channel-{channel}.tiles"));

    /// <summary>The overview of a channel: 16-bit values, row by row.</summary>
    public string OverviewOf(int channel) => Path.Combine(FullPath, string.Create(CultureInfo.InvariantCulture, $"channel-{channel}.overview"));

    /// <summary>Reads the sheet.</summary>
    public ImageSheet ReadSheet() => JsonText.Read<ImageSheet>(SheetFile, JsonFormat.Compact, "delete the folder cache of the project");

    /// <summary>Text of a sheet.</summary>
    public static string TextOf(ImageSheet sheet) => JsonSerializer.Serialize(sheet, JsonFormat.Compact);

    /// <summary>Reads the overview of a channel.</summary>
    public Raster<ushort> ReadOverview(ImageSheet sheet, int channel)
    {
        var raster = new Raster<ushort>(sheet.SizeAt(sheet.OverviewHalvings));
        byte[] bytes = File.ReadAllBytes(OverviewOf(channel));
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(bytes).CopyTo(raster.Pixels);
        return raster;
    }
}
