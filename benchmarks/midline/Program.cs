using DeepSlice;
using DeepSlice.Atlases;
using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Quantities;

string folder = args[0];
int count = int.Parse(args[1]);
double hemi = args.Length > 2 ? double.Parse(args[2]) : 0;
var regions = AtlasRegions.Map(AtlasFolder.Read(folder), ShippedCatalogs.Read(args.Length > 3 ? args[3] : "six-regions"));
foreach (SectionPlane plane in new[] { SectionPlane.Coronal, SectionPlane.Horizontal })
{
    var sections = new AtlasSections(regions, new SynthesisOptions { Planes = [plane], HemisphereProbability = hemi, OtherTissueProbability = 0 });
    var artifacts = new RandomArtifacts(new ArtifactOptions { Probability = 0.5, AnotherProbability = 0.3, Severity = new NumberRange(0.1, 0.8), Weights = new Dictionary<string, double> { ["missing-piece"] = 2, ["tear"] = 1, ["fold"] = 1, ["compression"] = 1, ["elastic"] = 1 } });
    var augmenter = new SliceAugmenter(new AugmentationOptions { Spatial = args.Length > 4 && args[4] == "mild" ? new SpatialOptions { Shear = 0, Anisotropy = 1, MirrorProbability = 0 } : new SpatialOptions(), Photometric = PhotometricOptions.None, DomainRandomization = new DomainRandomizationOptions { Probability = 0 } });
    var random = new RandomStream(7);
    for (int i = 0; i < count; i++)
    {
        RandomStream stream = random.Derive((ulong)i);
        SliceSample sample = sections.Draw(100, stream.Derive("section"), 64);
        sample = artifacts.Apply(sample, stream.Derive("artifacts"));
        var image = new Raster<float>(sample.Image.Size); var coded = new Raster<byte>(sample.Image.Size);
        augmenter.Augment(sample.Image, sample.Labels!, stream.Derive("augment"), image, coded);
        Raster<byte> labels = coded.Map(v => (byte)(v % 64));
        var score = new MirrorScore(labels);
        if (MirrorSearch.Find(score, 30) is not { } found) continue;
        long[] truth = new long[2]; double[] cx = new double[2]; double[] cy = new double[2];
        long[,] table = new long[2, 2];
        (double sin, double cos) = Math.SinCos(found.Axis.Radians);
        for (int y = 0; y < coded.Height; y++) for (int x = 0; x < coded.Width; x++)
        {
            byte v = coded[x, y]; if (v == 0) continue;
            int side = v >= 64 ? 1 : 0; truth[side]++; cx[side] += x; cy[side] += y;
            int mine = (x + .5) / score.Step * cos + (y + .5) / score.Step * sin > found.Axis.Distance ? 1 : 0;
            table[side, mine]++;
        }
        long all = truth[0] + truth[1];
        double right = Math.Max(table[0, 0] + table[1, 1], table[0, 1] + table[1, 0]) / (double)all;
        double Accuracy(double a, double d) { (double sn, double cs) = Math.SinCos(a); int ok = 0; for (int y = 0; y < coded.Height; y++) for (int x = 0; x < coded.Width; x++) { byte v = coded[x, y]; if (v != 0 && ((x + .5) * cs + (y + .5) * sn > d) == (v >= 64)) ok++; } return Math.Max(ok, all - ok) / (double)all; }
        double oracle = 0;
        if (truth[0] > 0 && truth[1] > 0)
        {
            double ax = cx[1] / truth[1] - cx[0] / truth[0], ay = cy[1] / truth[1] - cy[0] / truth[0];
            double th = Math.Atan2(ay, ax), d = (Math.Cos(th) * (cx[0] / truth[0] + cx[1] / truth[1]) + Math.Sin(th) * (cy[0] / truth[0] + cy[1] / truth[1])) / 2;
            double mx = (cx[0] + cx[1]) / all, my = (cy[0] + cy[1]) / all;
            double off = d - (Math.Cos(th) * mx + Math.Sin(th) * my);
            oracle = Accuracy(th, d);
            for (double st = .2, sd = 6; sd > .2;)
            {
                bool better = false;
                foreach (var (da, dd) in new[] { (st, 0.0), (-st, 0), (0, sd), (0, -sd) })
                {
                    double a2 = th + da, o2 = off + dd, acc = Accuracy(a2, o2 + Math.Cos(a2) * mx + Math.Sin(a2) * my);
                    if (acc > oracle) { oracle = acc; th = a2; off = o2; better = true; }
                }
                if (!better) { st /= 2; sd /= 2; }
            }
        }
        Console.WriteLine(FormattableString.Invariant($"{plane},{i},{Math.Min(truth[0], truth[1]) / (double)all:0.000},{found.Score:0.000},{found.NextScore:0.000},{score.SmallerSide(found.Axis):0.000},{right:0.0000},{found.Axis.DegreesFromVertical:0},{labels.Pixels.ToArray().Distinct().Count()},{oracle:0.0000}"));
    }
}
