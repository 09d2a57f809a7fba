using System.Reflection;

namespace DeepSlice.Tests.Conventions;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData("DeepSlice")]
    [InlineData("DeepSlice.Native")]
    public void The_public_api_changes_only_on_purpose(string assembly) =>
        Golden.ShouldMatch($"public-api.{assembly}.txt", PublicApi.Describe(Assembly.Load(assembly)));
}
