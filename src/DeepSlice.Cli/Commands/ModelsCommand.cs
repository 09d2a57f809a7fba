using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Cli.Commands;

internal static class ModelsCommand
{
    public static Command Create()
    {
        var command = new Command("models", "Lists the models that come with the program: what they are for, how good they are, and their licences.");
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var models = ShippedModels.Describe().Select(description =>
        {
            string file = ShippedModels.Require(description.Name);
            using SegmentationModel model = ModelFile.Read(file, Device.Cpu);
            return new
            {
                description.Name,
                isDefault = description.Name == ShippedModels.Default,
                description.Use,
                regions = model.Catalog.Annotated.Select(region => region.Key).ToArray(),
                description.Scores,
                description.Licence,
                description.Attribution,
                file,
                megabytes = Math.Round(new FileInfo(file).Length / 1e6, 1),
            };
        }).ToArray();
        string text = models.Length == 0
            ? "no models come with this copy of the program; give a trained model by --model FILE"
            : string.Join("\n\n", models.Select(model => string.Join('\n',
            [
                $"{model.Name}{(model.isDefault ? " (default)" : "")}",
                $"  for      {model.Use}",
                $"  regions  {string.Join(", ", model.regions)}",
                $"  scores   {model.Scores}",
                FormattableString.Invariant($"  licence  {model.Licence}; {model.Attribution}"),
                FormattableString.Invariant($"  file     {model.file}, {model.megabytes} MB"),
            ])));
        context.Print(models, text);
        return ExitCode.Done;
    }
}
