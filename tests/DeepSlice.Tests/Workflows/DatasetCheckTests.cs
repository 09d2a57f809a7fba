using System.Xml;
using System.Xml.Linq;
using DeepSlice.Formats;
using DeepSlice.Importing;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Metrics;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class DatasetCheckTests : IDisposable
{
    private static readonly RegionMap _disc = TestMaps.Disc(24, 24, 12, 12, 7);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_slice_is_shown_with_its_outlines_and_what_is_missing()
    {
        XElement[] elements = Write([Slice("B31-1", _disc), Slice("B31-12", null)], "B31-1: <odd> & strange");

        XElement[] pictures = [.. elements.Where(element => element.Name.LocalName == "figure")];
        pictures.Length.ShouldBe(2);
        XElement path = pictures[0].Descendants().Single(element => element.Name.LocalName == "path");
        path.Attribute("style")!.Value.ShouldBe($"--c:{TestMaps.Region("cb").Color}");
        pictures[0].Value.ShouldContain("1 region, 24×24 px");
        pictures[0].Value.ShouldContain("missing: hippocampus, cortex, thalamus, midbrain, brainstem");
        pictures[0].Value.ShouldContain("B31-1: <odd> & strange");
        pictures[1].Value.ShouldContain("no region drawn");
        pictures[1].Value.ShouldNotContain("strange");
        pictures[1].Descendants().ShouldNotContain(element => element.Name.LocalName == "path");
        pictures[0].Descendants().Single(element => element.Name.LocalName == "img").Attribute("alt")!.Value.ShouldBe("Slice B31-1 with the outlines of cerebellum");
    }

    [Fact]
    public void Pages_of_many_slices_are_small_and_every_link_and_picture_leads_somewhere()
    {
        Slice[] slices = [.. Enumerable.Range(0, 201).Select(place => Slice(FormattableString.Invariant($"s-{place:000}"), _disc))];
        Write(slices);

        string[] pages = [_folder["dataset/check.html"], _folder["dataset/check/page-2.html"], _folder["dataset/check/page-3.html"]];
        Directory.GetFiles(_folder["dataset/check"], "*.html").Length.ShouldBe(2);
        int shown = 0;
        foreach (string page in pages)
        {
            XElement[] elements = Parse(page);
            shown += elements.Count(element => element.Name.LocalName == "figure");
            new FileInfo(page).Length.ShouldBeLessThan(250_000);
            foreach (string address in elements.Attributes("src").Concat(elements.Attributes("href")).Select(attribute => attribute.Value).Where(address => !address.StartsWith("data:", StringComparison.Ordinal)))
            {
                string[] parts = address.Split('#');
                string target = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0]));
                File.Exists(target).ShouldBeTrue(address);
                if (parts.Length > 1)
                {
                    Parse(target).Attributes("id").ShouldContain(id => id.Value == parts[1]);
                }
            }
        }

        shown.ShouldBe(201);
    }

    [Fact]
    public void A_dataset_with_its_pages_can_be_replaced()
    {
        Write([Slice("a", _disc)]);
        DatasetFolder.Write(_folder["dataset"], Dataset([Slice("b", _disc)]));

        File.Exists(_folder["dataset/check.html"]).ShouldBeFalse();
        File.Exists(_folder["dataset/images/b.tif"]).ShouldBeTrue();
    }

    private XElement[] Write(IReadOnlyList<Slice> slices, params string[] warnings)
    {
        SliceDataset dataset = Dataset(slices);
        DatasetFolder.Write(_folder["dataset"], dataset);
        var scale = new SliceScale(new Binning(1), _disc.Size, null, "as stated");
        string page = DatasetCheck.Write(_folder["dataset"], new ImportResult(dataset, scale, [], warnings), ["import"]);
        page.ShouldBe(_folder["dataset/check.html"]);
        return Parse(page);
    }

    private static XElement[] Parse(string page)
    {
        using var reader = XmlReader.Create(page, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return [.. XDocument.Load(reader).Descendants()];
    }

    private static SliceDataset Dataset(IReadOnlyList<Slice> slices) => new() { Catalog = TestMaps.Catalog, Slices = slices, Preprocessing = new Preprocessing() };

    private static Slice Slice(string id, RegionMap? regions) => new()
    {
        Id = id,
        Image = _disc.Indices.Map(index => 10f + (index * 20)),
        Regions = regions,
        Frame = SliceFrame.Identity(_disc.Size),
    };
}
