namespace DeepSlice.Tests.Workbench.Page;

/// <summary>Tests that share a browser and a workbench.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
