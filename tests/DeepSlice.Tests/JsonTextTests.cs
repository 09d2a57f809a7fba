using DeepSlice.Slices;

namespace DeepSlice.Tests;

public sealed class JsonTextTests
{
    private const string Background = """{"index": 0, "key": "bg", "name": "background", "color": "#000000", "annotated": false}""";

    [Theory]
    [InlineData("", "expected JSON, got an empty text")]
    [InlineData("\n  ", "expected JSON, got an empty text")]
    [InlineData("[1,\n 2,]", "expected JSON, got a comma before ']' at line 2, column 4")]
    [InlineData("[1, x]", "expected JSON, got 'x' at line 1, column 5")]
    [InlineData("[1, 2", "got the end of the text before its last bracket is closed at line 1, column 6")]
    [InlineData("[] []", "expected JSON, got '[' at line 1, column 4")]
    [InlineData("{}", "expected a list in [ ], got {} at line 1, column 2")]
    [InlineData("null", "expected a list in [ ], got null")]
    [InlineData("3", "expected a list in [ ], got 3")]
    [InlineData("[3]", "expected an object in { } for '[0]', got 3")]
    [InlineData("[null]", "expected a region, got null")]
    [InlineData("[]", "expected 2 to 256 regions in a catalogue, background among them, got 0")]
    [InlineData("[{}]", "expected 'index', 'key', 'name', 'color' in '[0]', got an object without")]
    [InlineData("""[{"Index": 0}]""", "expected one of index, key, name, color, annotated, aliases, got unknown key 'Index'")]
    [InlineData("""[{"index": "0"}]""", "expected a whole number for '[0].index', got \"0\"")]
    [InlineData("""[{"index": 300}]""", "expected a whole number for '[0].index', got 300")]
    [InlineData("""[{"key": 3}]""", "expected text in quotes for '[0].key', got 3")]
    [InlineData("""[{"index": 0, "key": "bg", "name": "x", "color": "#000000", "annotated": "no"}]""", "expected true or false for '[0].annotated', got \"no\"")]
    [InlineData("""[{"color": 3}]""", "expected a colour like \"#56b4e9\" for '[0].color', got 3")]
    [InlineData("""[{"color": "red"}]""", "expected a colour #rrggbb with hexadecimal digits, got 'red'")]
    [InlineData("""[{"key": null}]""", "expected a value for '[0].key', got null")]
    [InlineData("[" + Background + """, {"index": 1, "key": "Cortex", "name": "", "color": "#ffffff"}]""", "expected a region key of lower-case letters, digits and underscores, got 'Cortex'")]
    public void Errors_say_what_was_expected_and_found_without_words_of_the_framework(string json, string expected)
    {
        string message = Should.Throw<InvalidDataException>(() => JsonText.Parse<RegionCatalog>("FILE", json, JsonFormat.Readable, "correct it")).Message;

        message.ShouldStartWith("FILE: expected ");
        message.ShouldContain(expected);
        message.ShouldEndWith("; correct it");
        FrameworkWords.ShouldNotBeIn(message);
    }

    [Fact]
    public void Choices_are_listed()
    {
        string message = Should.Throw<InvalidDataException>(() => JsonText.Parse<Preprocessing>("FILE", """{"binning": 4, "rule": "some"}""", JsonFormat.Readable, "correct it")).Message;
        message.ShouldContain("expected one of pixelCentre, everyTouchedPixel for 'rule', got \"some\"");
        FrameworkWords.ShouldNotBeIn(message);
    }
}
