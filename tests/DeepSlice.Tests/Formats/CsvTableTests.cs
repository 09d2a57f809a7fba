using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class CsvTableTests
{
    [Fact]
    public void A_file_begins_with_the_mark_that_spreadsheets_need_for_umlauts()
    {
        using var folder = new TemporaryFolder();
        CsvTable.Write(folder["a.csv"], table => table.Row("Mäuse", 1.5, null));

        byte[] bytes = File.ReadAllBytes(folder["a.csv"]);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        File.ReadAllText(folder["a.csv"]).ShouldBe("Mäuse,1.5,\n");
    }

    [Theory]
    [InlineData("=1+2")]
    [InlineData("+1")]
    [InlineData("-slice")]
    [InlineData("@name")]
    [InlineData("\tslice")]
    [InlineData("＝1")]
    public void A_text_that_a_spreadsheet_would_run_is_kept_as_text(string text) => Written(text).ShouldContain("'" + text);

    [Fact]
    public void Numbers_and_other_texts_stay_as_they_are() => Written("a=b", -1.5, -2).ShouldBe("a=b,-1.5,-2\n");

    private static string Written(params object?[] fields)
    {
        using var text = new StringWriter();
        CsvTable.Write(text, table => table.Row(fields));
        return text.ToString();
    }
}
