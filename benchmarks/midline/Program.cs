using System.Globalization;
using DeepSlice.Atlases;
using DeepSlice.Benchmarks;

if (args.Length < 2 || !int.TryParse(args[1], CultureInfo.InvariantCulture, out int count))
{
    Console.Error.WriteLine("usage: benchmarks/midline/run ATLAS COUNT [REGIONS [PICTURES]]");
    return 1;
}

AtlasRegions regions = AtlasRegions.Map(AtlasFolder.Read(args[0]), ShippedCatalogs.Read(args.Length > 2 ? args[2] : ShippedCatalogs.Default));
string? pictures = args.Length > 3 ? args[3] : null;
Console.WriteLine($"{count} sections of each kind of {regions.Atlas.Name}: turned, bent, torn, cut\n");
Console.WriteLine("| sections | midline found | right pixels, mean | worst | nine tenths are above | best straight line, mean | flagged |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach ((string name, SectionPlane plane, double hemispheres, double most) in ((string, SectionPlane, double, double)[])
[
    ("coronal, turned by up to 60°", SectionPlane.Coronal, 0, 60), ("coronal, turned at will", SectionPlane.Coronal, 0, 180),
    ("horizontal, turned by up to 60°", SectionPlane.Horizontal, 0, 60), ("horizontal, turned at will", SectionPlane.Horizontal, 0, 180),
    ("coronal hemispheres", SectionPlane.Coronal, 1, 60), ("horizontal hemispheres", SectionPlane.Horizontal, 1, 60), ("sagittal", SectionPlane.Sagittal, 0, 60),
])
{
    var sections = new SidedSections(regions, plane, hemispheres, most);
    SidedResult[] results = [.. Enumerable.Range(0, count).Select(index => sections.Measure(index, pictures is null || index >= 12 ? null : Path.Combine(pictures, $"{name.Replace(' ', '-')}-{index:00}.png")))];
    Console.WriteLine(SidedResult.Row(name, results));
}

return 0;
