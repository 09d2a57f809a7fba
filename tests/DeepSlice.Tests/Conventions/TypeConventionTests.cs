using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeepSlice.Tests.Conventions;

public sealed class TypeConventionTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities"];

    private static IEnumerable<Type> Types =>
        new[] { "DeepSlice", "DeepSlice.Native", "DeepSlice.Workbench", "DeepSlice.Cli" }
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => type.Namespace?.StartsWith("DeepSlice", StringComparison.Ordinal) == true);

    [Fact]
    public void Every_class_is_sealed_or_the_abstract_root_of_a_family() =>
        Types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract).Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void No_type_hides_its_purpose_behind_an_empty_word() =>
        Types.Where(type => EmptyWords.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)) || type.Name == "Data")
            .Select(type => type.FullName)
            .ShouldBeEmpty();

    [Fact]
    public void Every_test_class_is_sealed_and_every_test_name_is_a_sentence() =>
        typeof(TypeConventionTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))))
            .Where(method => !method.DeclaringType!.IsSealed || !method.Name.Contains('_', StringComparison.Ordinal))
            .Select(method => $"{method.DeclaringType}.{method.Name}")
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_but_the_native_project_is_unsafe() =>
        Repository.Files("src", ".csproj")
            .Where(path => File.ReadAllText(Path.Combine(Repository.Root, path)).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))
            .ShouldBe(["src/DeepSlice.Native/DeepSlice.Native.csproj"]);
}
