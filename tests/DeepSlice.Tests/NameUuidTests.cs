namespace DeepSlice.Tests;

public sealed class NameUuidTests
{
    // Python: uuid.uuid5(uuid.NAMESPACE_DNS, 'www.example.com'), and of a name with a letter beyond ASCII.
    [Theory]
    [InlineData("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2")]
    [InlineData("8c1a2f0e-58c0-4b9b-9f0c-2a6d3a7d6e11", "H\u00FCfte_01\ncx", "d281db9f-230d-5eb4-9c21-de53041282f9")]
    public void A_name_has_the_UUID_that_Python_gives_it(string space, string name, string expected) =>
        NameUuid.Of(Guid.Parse(space), name).ToString().ShouldBe(expected);
}
