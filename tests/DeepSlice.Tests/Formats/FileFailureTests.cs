using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class FileFailureTests
{
    [Theory]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    [InlineData(typeof(ArgumentException))]
    [InlineData(typeof(OverflowException))]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(IndexOutOfRangeException))]
    public void Any_error_while_a_file_is_read_is_the_files_failure(Type type) => FileFailure.IsOne(Make(type)).ShouldBeTrue();

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(DllNotFoundException))]
    [InlineData(typeof(EntryPointNotFoundException))]
    [InlineData(typeof(BadImageFormatException))]
    public void Cancellation_and_a_missing_native_library_are_not(Type type) => FileFailure.IsOne(Make(type)).ShouldBeFalse();

    [Fact]
    public void An_error_that_does_not_name_its_file_gets_the_name()
    {
        FileFailure.Of("a.tif", new OverflowException("too large")).Reason.ShouldStartWith("a.tif: expected a readable file, got one that is damaged, or of an unknown kind");
        FileFailure.Of("a.tif", Make(typeof(OutOfMemoryException))).Reason.ShouldStartWith("a.tif: expected an image that fits into memory");
        FileFailure.Of("a.tif", new InvalidDataException("a.tif: is damaged")).Reason.ShouldBe("a.tif: is damaged");
    }

    [Fact]
    public void Where_all_files_have_failed_one_line_names_the_first_and_counts_the_others()
    {
        FileFailure.OfAll([new("a.tif", "a.tif: is damaged")]).Message.ShouldBe("a.tif: is damaged");
        FileFailure.OfAll([new("a.tif", "a.tif: is damaged"), new("b.tif", "b.tif: is damaged")]).Message.ShouldBe("a.tif: is damaged; 1 more file failed, too, and none is left");
    }

    private static Exception Make(Type type) => (Exception)Activator.CreateInstance(type)!;
}
