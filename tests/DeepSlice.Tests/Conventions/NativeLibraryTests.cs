using System.Text.RegularExpressions;

namespace DeepSlice.Tests.Conventions;

public sealed partial class NativeLibraryTests
{
    [Theory]
    [InlineData("libdeepslice_torch.so")]
    [InlineData("libdeepslice_vips.so")]
    public void The_native_libraries_lie_beside_the_tests(string file) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, file))
            .ShouldBeTrue($"{file} is not beside the tests; run ./test, or eng/build-native and then build again");

    [Theory]
    [InlineData("native/torch/deepslice_torch.cpp", 20)]
    [InlineData("native/vips/deepslice_vips.cpp", 9)]
    public void Every_exported_function_is_guarded_against_exceptions(string path, int fewest)
    {
        MatchCollection functions = ExportedFunction().Matches(File.ReadAllText(Path.Combine(Repository.Root, path)));

        functions.Count.ShouldBeGreaterThanOrEqualTo(fewest);
        functions.Where(function => !IsGuarded(function)).Select(function => function.Groups["name"].Value).ShouldBeEmpty();
    }

    [Fact]
    public void The_guard_catches_everything() =>
        File.ReadAllText(Path.Combine(Repository.Root, "native/guard.hpp")).ShouldContain("catch (...) {\n        remember(");

    // The message itself is returned by a function that cannot fail.
    private static bool IsGuarded(Match function) => function.Groups["name"].Value.EndsWith("_last_error", StringComparison.Ordinal)
        ? function.Groups["after"].Value.Trim() == "noexcept"
        : function.Groups["type"].Value.Trim() == "int32_t" && function.Groups["body"].Value.TrimStart().StartsWith("return deepslice::guarded(", StringComparison.Ordinal);

    [GeneratedRegex(@"^DEEPSLICE_EXPORT (?<type>[^(]*?)(?<name>\w+)\((?<parameters>[^)]*)\)(?<after>[^{]*)\{\n(?<body>.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ExportedFunction();
}
