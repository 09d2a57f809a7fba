using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Networks;

namespace DeepSlice.Workflows;

/// <summary><c>calibration.json</c> of a cross-validation: what its held-out slices tell about a model of the same plan that is trained on all slices.</summary>
internal sealed record CalibrationFile
{
    /// <summary>Name of the file within the run folder.</summary>
    public const string Name = "calibration.json";

    /// <summary>Temperature of the least loss, or that of the plan.</summary>
    public required double Temperature { get; init; }

    /// <summary>Mean negative log-likelihood of the true region of a pixel at temperature 1.</summary>
    public double LossBefore { get; init; }

    /// <summary>The same at <see cref="Temperature"/>.</summary>
    public double Loss { get; init; }

    /// <summary>Thresholds of the flags; null in files of earlier versions.</summary>
    public FlagThresholds? Flags { get; init; }

    /// <summary>Reads the file of a run folder.</summary>
    /// <param name="folder">Folder of a finished cross-validation.</param>
    /// <exception cref="FileNotFoundException">The folder has no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static CalibrationFile Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: expected the {Name} of a finished cross-validation, got none; give the output folder of train --folds", path);
        }

        return JsonText.Read<CalibrationFile>(path, JsonFormat.Readable, "cross-validate again");
    }

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(string folder) => OutputFile.WriteText(Path.Combine(folder, Name), JsonSerializer.Serialize(this, JsonFormat.Readable) + "\n");
}
