using System.CommandLine;
using System.Globalization;
using DeepSlice.Atlases;
using DeepSlice.Cli.Terminal;

namespace DeepSlice.Cli.Commands;

internal static class AtlasCommand
{
    private static readonly Argument<string> Folder = new("FOLDER") { Description = "Atlas in BrainGlobe's layout: metadata.json, structures.json, and annotation.tiff, .nrrd or .nii.gz." };

    private static readonly Option<string?> Regions = new("--regions")
    {
        Description = "Regions to check: six-regions, twelve-divisions, or a JSON list of regions with the acronyms, names or ids of their structures.",
        HelpName = "NAME|FILE",
    };

    private static readonly Option<bool> Structures = new("--structures") { Description = "Also lists all structures that have voxels, with their volumes." };

    public static Command Create()
    {
        var info = new Command("info", "Shows what an atlas holds: species, size, structures, and the volumes of regions.") { Folder, Regions, Structures };
        CommandContext.Bind(info, Run);
        return new Command("atlas", "Brain atlases: label volumes from which sections can be cut.") { info };
    }

    private static int Run(CommandContext context)
    {
        AtlasCatalog? catalog = context.Find(Regions) is { } regions ? ShippedCatalogs.Read(regions) : null;
        Atlas atlas = AtlasFolder.Read(context.Get(Folder), context.CancellationToken);
        AtlasRegions? mapped = catalog is null ? null : AtlasRegions.Map(atlas, catalog);
        IReadOnlyList<long> voxels = atlas.CountVoxels();
        Failure.Warn(atlas.Warning());
        (string Acronym, string Name, double Volume)[] structures =
        [
            .. atlas.Ontology.Structures.Select((structure, i) => (structure.Acronym, structure.Name.Trim(), voxels[i] * atlas.CubicMillimetresPerVoxel)).Where(structure => structure.Item3 > 0),
        ];
        (double plane, double row, double column) = atlas.VoxelMicrometres;
        context.Print(
            new
            {
                atlas.Name,
                atlas.Species,
                atlas.Citation,
                size = atlas.Labels.Shape.ToString(),
                micrometres = new[] { plane, row, column },
                structures = atlas.Ontology.Structures.Count,
                structuresWithVoxels = structures.Length,
                cubicMillimetres = structures.Sum(structure => structure.Volume),
                regions = mapped is null ? [] : mapped.Catalog.Regions.Skip(1).Select(region => new { region.Key, region.Name, cubicMillimetres = mapped.Voxels[region.Index] * atlas.CubicMillimetresPerVoxel }),
                list = context.Get(Structures) ? structures.Select(structure => new { structure.Acronym, structure.Name, cubicMillimetres = structure.Volume }) : [],
            },
            Describe(atlas, structures, mapped, context.Get(Structures)));
        return ExitCode.Done;
    }

    private static string Describe(Atlas atlas, (string Acronym, string Name, double Volume)[] structures, AtlasRegions? mapped, bool listStructures)
    {
        (double plane, double row, double column) = atlas.VoxelMicrometres;
        string side = plane == row && row == column ? FormattableString.Invariant($"{plane:0.##} µm") : FormattableString.Invariant($"{plane:0.##}×{row:0.##}×{column:0.##} µm");
        var text = new List<string>
        {
            $"{atlas.Name}{(atlas.Species.Length > 0 ? $", {atlas.Species}" : "")}",
            FormattableString.Invariant($"{atlas.Labels.Shape} voxels of {side}, from anterior, superior, right"),
            FormattableString.Invariant($"{structures.Length} of {atlas.Ontology.Structures.Count} structures have voxels of their own; brain of {structures.Sum(structure => structure.Volume):0.0} mm³"),
        };
        if (atlas.Citation.Length > 0)
        {
            text.Add($"cite: {atlas.Citation}");
        }

        if (mapped is not null)
        {
            text.Add("\n" + Table("region", mapped.Catalog.Regions.Skip(1).Select(region => (region.Key, region.Name, mapped.Voxels[region.Index] * atlas.CubicMillimetresPerVoxel))));
        }

        if (listStructures)
        {
            text.Add("\n" + Table("structure", structures));
        }

        return string.Join('\n', text).TrimEnd();
    }

    private static string Table(string head, IEnumerable<(string Key, string Name, double Volume)> rows) => TextTable.Render(
        [[head, "mm³", "name"], .. rows.Select(row => new[] { row.Key, row.Volume.ToString("0.000", CultureInfo.InvariantCulture), row.Name })]);
}
