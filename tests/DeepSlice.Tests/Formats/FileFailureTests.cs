using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class FileFailureTests
{
    public static TheoryData<Exception> OfAFile =>
        [new InvalidDataException("a"), new IOException("a"), new UnauthorizedAccessException("a"), new OverflowException("a"), new ArgumentException("a"), new OutOfMemoryException("a"), new NullReferenceException("a")];

    public static TheoryData<Exception> OfNoFile =>
        [new OperationCanceledException(), new TaskCanceledException(), new DllNotFoundException(), new EntryPointNotFoundException(), new BadImageFormatException()];

    [Theory]
    [MemberData(nameof(OfAFile), DisableDiscoveryEnumeration = true)]
    public void Any_error_while_a_file_is_read_is_the_files_failure(Exception error) => FileFailure.IsOne(error).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(OfNoFile), DisableDiscoveryEnumeration = true)]
    public void Cancellation_and_a_missing_native_library_are_not(Exception error) => FileFailure.IsOne(error).ShouldBeFalse();

    [Fact]
    public void An_error_that_does_not_name_its_file_gets_the_name()
    {
        FileFailure.Describe("a.tif", new OverflowException("too large")).ShouldStartWith("a.tif: expected a readable file, got OverflowException (too large)");
        FileFailure.Describe("a.tif", new OutOfMemoryException()).ShouldStartWith("a.tif: expected an image that fits into memory");
        FileFailure.Describe("a.tif", new InvalidDataException("a.tif: is damaged")).ShouldBe("a.tif: is damaged");
    }
}
