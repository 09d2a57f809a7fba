using DeepSlice.Pictures;

if (args is not [string folder])
{
    await Console.Error.WriteLineAsync("expected a folder, got none; run eng/draw-pictures");
    return 1;
}

Directory.CreateDirectory(folder);
File.WriteAllText(Path.Combine(folder, "alpha-smd-metric.svg"), MetricPicture.Draw());
File.WriteAllText(Path.Combine(folder, "alpha-smd-loss.svg"), LossPicture.Draw());
return 0;
