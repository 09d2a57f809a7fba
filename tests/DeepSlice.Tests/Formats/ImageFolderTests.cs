using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _tiff = TiffFixture.Make(2, 2, [[1, 2, 3, 4]]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.lsm")]
    [InlineData("a.qptiff")]
    [InlineData("a.ome.tf8")]
    [InlineData("a.ome.btf")]
    [InlineData("a.stk")]
    [InlineData("a.TIF")]
    [InlineData("a.scan")]
    [InlineData("a")]
    public void A_tiff_of_any_name_is_an_image(string name)
    {
        Put(name, _tiff);
        FolderImages found = ImageFolder.List(_folder.FullPath);
        found.Images.ShouldHaveSingleItem().Id.ShouldBe("a");
        found.Failures.ShouldBeEmpty();
        ImageFile.Read(found.Images[0].Path).Pixels.ToArray().ShouldBe([1, 2, 3, 4]);
    }

    [Theory]
    [InlineData("b.czi", "Zeiss CZI")]
    [InlineData("b.lif", "Leica LIF")]
    [InlineData("b.nd2", "Nikon ND2")]
    [InlineData("b.vsi", "Olympus VSI")]
    [InlineData("b.OIR", "Olympus OIR")]
    public void Files_that_need_conversion_are_named_with_the_way_to_convert_them(string name, string format)
    {
        Put("a.tif", _tiff);
        Put(name, _tiff);
        FolderImages found = ImageFolder.List(_folder.FullPath);
        found.Images.ShouldHaveSingleItem().Id.ShouldBe("a");
        string reason = found.Failures.ShouldHaveSingleItem().Reason;
        reason.ShouldStartWith(_folder[name] + ": expected an image that can be read, got a " + format);
        reason.ShouldContain("bfconvert");
        reason.ShouldContain("QuPath");
    }

    [Fact]
    public void A_format_is_known_by_its_content_where_the_name_says_nothing()
    {
        Put("a.tif", _tiff);
        Put("b.bin", "ZISRAWFILE\0\0\0\0\0\0"u8);
        Put("c.bin", "some table of numbers"u8);
        ImageFolder.List(_folder.FullPath).Failures.ShouldHaveSingleItem().Path.ShouldBe(_folder["b.bin"]);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("table.csv")]
    [InlineData("a.zip")]
    [InlineData("a.roi")]
    [InlineData("a.xml")]
    [InlineData("a.json")]
    [InlineData("Thumbs.db")]
    [InlineData("desktop.ini")]
    [InlineData(".DS_Store")]
    [InlineData("._a.tif")]
    [InlineData("a.docx")]
    [InlineData("a.overlay.png")]
    [InlineData("a.labels.png")]
    public void Files_that_are_no_slices_need_no_word(string name)
    {
        Put("a.tif", _tiff);
        Put(name, [0, 1, 2, 3]);
        FolderImages found = ImageFolder.List(_folder.FullPath);
        found.Images.ShouldHaveSingleItem();
        found.Failures.ShouldBeEmpty();
        found.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Names_of_ids_are_the_same_from_a_mac_and_from_elsewhere() =>
        ImageFolder.IdOf("Gru\u0308n-e\u0301.ome.tif").ShouldBe("Gr\u00FCn-\u00E9");

    [Fact]
    public void Sub_folders_are_searched_on_request_and_mentioned_otherwise()
    {
        Put("s0.tif", _tiff);
        Put("mouse1/s1.tif", _tiff);
        Put("mouse1/late/s1.tif", _tiff);
        Put("mouse2/s1.tif", _tiff);
        Put(".hidden/s1.tif", _tiff);
        Put("x.oif.files/s_C001.tif", _tiff);
        Put("dataset/images/s1.tif", _tiff);
        Put("dataset/dataset.json", "{}"u8);
        Put("found/s0.overlay.png", [1]);
        Directory.CreateSymbolicLink(_folder["mouse2/again"], _folder.FullPath);

        FolderImages flat = ImageFolder.List(_folder.FullPath);
        flat.Images.Select(image => image.Id).ShouldBe(["s0"]);
        flat.Warnings.ShouldHaveSingleItem().ShouldContain("sub-folders hold images that were not read (mouse1, mouse1/late, mouse2); give --recursive");

        FolderImages deep = ImageFolder.List(_folder.FullPath, recursive: true);
        deep.Images.Select(image => (image.Id, image.Animal)).ShouldBe([("mouse1_late_s1", "mouse1"), ("mouse1_s1", "mouse1"), ("mouse2_s1", "mouse2"), ("s0", "")]);
        deep.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_without_images_names_the_sub_folders_that_have_some()
    {
        Put("mouse1/s1.tif", _tiff);
        Should.Throw<InvalidDataException>(() => ImageFolder.List(_folder.FullPath)).Message.ShouldContain("give --recursive");
    }

    [Fact]
    public void A_file_beside_its_own_conversion_is_mentioned_but_no_failure()
    {
        Put("a.czi", _tiff);
        Put("a.ome.tif", _tiff);
        FolderImages found = ImageFolder.List(_folder.FullPath);
        found.Images.ShouldHaveSingleItem().Path.ShouldBe(_folder["a.ome.tif"]);
        found.Failures.ShouldBeEmpty();
        found.Warnings.ShouldHaveSingleItem().ShouldContain("a.czi");
    }

    [Fact]
    public void Outlines_in_sub_folders_have_the_ids_of_their_images()
    {
        Put("mouse1/s1.zip", [1]);
        Put("mouse1/Gru\u0308n.rois.zip", [1]);
        RoiFolder.List(_folder.FullPath, recursive: true).Select(files => files.Key).ShouldBe(["mouse1_Gr\u00FCn", "mouse1_s1"], ignoreOrder: true);
    }

    private void Put(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllBytes(_folder[name], content);
    }
}
