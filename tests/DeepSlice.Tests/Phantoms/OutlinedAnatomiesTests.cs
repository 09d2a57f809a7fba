using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Phantoms;

public sealed class OutlinedAnatomiesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Zips_are_read_in_order_of_their_names_and_other_files_are_not()
    {
        DrawnBrains.Save(DrawnBrains.Draw("b", 2), _folder["b.zip"]);
        DrawnBrains.Save(DrawnBrains.Draw("a", 4, "cb"), _folder["a.ZIP"]);
        File.WriteAllText(_folder["readme.txt"], "nothing");

        OutlinedAnatomies found = OutlinedAnatomies.Read(_folder.FullPath, []);

        found.Failures.ShouldBeEmpty();
        found.Anatomies.Select(anatomy => anatomy.Id).ShouldBe(["a", "b"]);
        found.Anatomies[0].Outlines.Select(outline => outline.Region.Key).Order().ShouldBe(["bs", "cx", "hp", "mb", "th"]);
    }

    [Fact]
    public void Files_that_cannot_be_used_are_listed_and_the_others_read()
    {
        DrawnBrains.Save(DrawnBrains.Draw("good", 2), _folder["good.zip"]);
        File.WriteAllText(_folder["text.zip"], "this is text");
        SaveSquare("names.zip", "Amygdala", 100);
        SaveSquare("only-rest.zip", "rest", 100);
        SaveSquare("speck.zip", "cx", 0.1);

        OutlinedAnatomies found = OutlinedAnatomies.Read(_folder.FullPath, []);

        found.Anatomies.ShouldHaveSingleItem().Id.ShouldBe("good");
        found.Failures.Select(failure => Path.GetFileName(failure.Path)).ShouldBe(["names.zip", "only-rest.zip", "speck.zip", "text.zip"]);
        found.Failures.ShouldAllBe(failure => failure.Reason.StartsWith(failure.Path, StringComparison.Ordinal));
        found.Failures[0].Reason.ShouldContain("expected ROI names cb, hp");
        found.Failures[1].Reason.ShouldContain("expected ROIs named cb, hp, cx, th, mb, bs");
        found.Failures[2].Reason.ShouldContain("square pixel in total, got 0.01");
    }

    [Fact]
    public void Predicted_outlines_are_named_after_their_slice_and_two_files_of_one_slice_are_refused()
    {
        DrawnBrains.Save(DrawnBrains.Draw("a", 2), _folder["a.rois.zip"]);
        DrawnBrains.Save(DrawnBrains.Draw("b", 4), _folder["b.rois.zip"]);
        DrawnBrains.Save(DrawnBrains.Draw("b", 4), _folder["b.zip"]);

        OutlinedAnatomies found = OutlinedAnatomies.Read(_folder.FullPath, []);

        found.Anatomies.ShouldHaveSingleItem().Id.ShouldBe("a");
        found.Failures.ShouldHaveSingleItem().Reason.ShouldContain("expected one file of outlines for 'b', got 2");
    }

    [Fact]
    public void A_folder_that_is_missing_or_has_no_zip_is_refused()
    {
        Should.Throw<DirectoryNotFoundException>(() => OutlinedAnatomies.Read(_folder["none"], [])).Message.ShouldContain("there is no such folder");
        Should.Throw<InvalidDataException>(() => OutlinedAnatomies.Read(_folder.FullPath, [])).Message
            .ShouldContain("expected .zip or .roi files of ImageJ, or .geojson files of QuPath, with outlines named cb, hp, cx, th, mb, bs");
    }

    private void SaveSquare(string file, string name, double side) => RoiSetFile.Write(
        _folder[file],
        [new ImageJRoi(name, new Outline<PixelPoint>([new Polygon<PixelPoint>([new(0.5, 0.5), new(0.5 + side, 0.5), new(0.5 + side, 0.5 + side), new(0.5, 0.5 + side)])]))]);
}
