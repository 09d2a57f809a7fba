namespace DeepSlice.Tests.Conventions;

public sealed class NativeLibraryTests
{
    [Theory]
    [InlineData("libdeepslice_torch.so")]
    [InlineData("libdeepslice_vips.so")]
    public void The_native_libraries_lie_beside_the_tests(string file) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, file))
            .ShouldBeTrue($"{file} is not beside the tests; run ./test, or eng/build-native and then build again");
}
