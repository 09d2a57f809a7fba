using System.Text;
using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class NpyFileTests
{
    [Fact]
    public void Every_element_type_comes_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        RoundTrip<bool>(folder, [true, false, true, true, false, false], NpyElementType.Bool, [1, 0, 1, 1, 0, 0]);
        RoundTrip<byte>(folder, [0, 1, 2, 127, 128, 255], NpyElementType.UInt8, [0, 1, 2, 127, 128, 255]);
        RoundTrip<ushort>(folder, [0, 1, 2, 3, 4, 65535], NpyElementType.UInt16, [0, 1, 2, 3, 4, 65535]);
        RoundTrip<uint>(folder, [0, 1, 2, 3, 4, uint.MaxValue], NpyElementType.UInt32, [0, 1, 2, 3, 4, uint.MaxValue]);
        RoundTrip<ulong>(folder, [0, 1, 2, 3, 4, 1UL << 40], NpyElementType.UInt64, [0, 1, 2, 3, 4, 1L << 40]);
        RoundTrip<sbyte>(folder, [-128, 127, 0, 1, 2, 3], NpyElementType.Int8, [-128, 127, 0, 1, 2, 3]);
        RoundTrip<short>(folder, [-32768, 1, 2, 3, 4, 5], NpyElementType.Int16, [-32768, 1, 2, 3, 4, 5]);
        RoundTrip<int>(folder, [int.MinValue, 1, 2, 3, 4, 5], NpyElementType.Int32, [int.MinValue, 1, 2, 3, 4, 5]);
        RoundTrip<long>(folder, [-(1L << 40), 1, 2, 3, 4, 5], NpyElementType.Int64, [-(1L << 40), 1, 2, 3, 4, 5]);
        RoundTrip<Half>(folder, [(Half)0.5, (Half)(-2), (Half)3, (Half)4, (Half)5, (Half)6], NpyElementType.Float16, [0.5, -2, 3, 4, 5, 6]);
        RoundTrip<float>(folder, [0.1f, 1, 2, 3, 4, 5], NpyElementType.Float32, [0.1f, 1, 2, 3, 4, 5]);
        RoundTrip<double>(folder, [0.1, 1, 2, 3, 4, 5], NpyElementType.Float64, [0.1, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public void Fortran_order_and_big_endian_are_put_right()
    {
        using var folder = new TemporaryFolder();
        // Element (i, j, k) of shape (2, 3, 2) is 100 i + 10 j + k; Fortran order runs through i first.
        var bytes = new List<byte>(Header("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3, 2), }", version: 1));
        for (int k = 0; k < 2; k++)
        {
            for (int j = 0; j < 3; j++)
            {
                bytes.AddRange([0, (byte)((10 * j) + k), 0, (byte)(100 + (10 * j) + k)]);
            }
        }

        File.WriteAllBytes(folder["a.npy"], [.. bytes]);

        NpyArray array = NpyFile.ReadStack(folder["a.npy"]);
        array.ToArray<int>().ShouldBe([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]);
        array.Image<float>(1)[1, 2].ShouldBe(121);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_versions_of_the_header_are_read(byte version)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.npy"], [.. Header("{'shape': (3,), 'fortran_order': False, 'descr': '|u1'}", version), 7, 8, 9]);

        NpyFile.Read(folder["a.npy"]).ToArray<byte>().ShouldBe([7, 8, 9]);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (3,), }", "pickled")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (3,), }", "of either byte order, got '<c8'")]
    [InlineData("{'descr': '<f3', 'fortran_order': False, 'shape': (3,), }", "of either byte order, got '<f3'")]
    [InlineData("{'descr': '|f8', 'fortran_order': False, 'shape': (3,), }", "of either byte order, got '|f8'")]
    [InlineData("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (3,), }", "not a dictionary")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-3,), }", "not a dictionary")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }", "99999999999")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", "got 3")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "expected 2 bytes of data as the header states, got 3")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }", "expected 4 bytes of data as the header states, got 3")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "not a dictionary")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'shape': (3,), }", "no entry for order, or another one twice")]
    [InlineData("{'descr': '|u1', 'shape': (3,), }", "not a dictionary")]
    [InlineData("__import__('os')", "not a dictionary")]
    [InlineData("", "not a dictionary")]
    public void A_hostile_or_foreign_header_is_refused_with_the_reason(string header, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.npy"], [.. Header(header, version: 1), 1, 2, 3]);

        string message = Should.Throw<InvalidDataException>(() => NpyFile.Read(folder["a.npy"])).Message;

        message.ShouldStartWith(folder["a.npy"]);
        message.ShouldContain(reason);
    }

    [Fact]
    public void A_header_that_claims_gigabytes_is_refused_before_they_are_allocated()
    {
        using var folder = new TemporaryFolder();
        byte[] file = [.. Header("{}", version: 2)];
        file[8..12].ShouldNotBe([255, 255, 255, 127]);
        new byte[] { 255, 255, 255, 127 }.CopyTo(file, 8);
        File.WriteAllBytes(folder["a.npy"], file);

        Should.Throw<InvalidDataException>(() => NpyFile.Read(folder["a.npy"])).Message.ShouldContain("got 2147483647");
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<double>(folder["a.npy"], new double[12], 3, 2, 2);
        byte[] whole = File.ReadAllBytes(folder["a.npy"]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["cut.npy"], whole[..length]);
            Should.Throw<InvalidDataException>(() => NpyFile.Read(folder["cut.npy"]), $"cut to {length}").Message.ShouldStartWith(folder["cut.npy"]);
        }
    }

    [Fact]
    public void Random_damage_to_a_file_never_gives_anything_but_an_array_or_an_error()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<short>(folder["a.npy"], new short[24], 2, 3, 4);
        byte[] whole = File.ReadAllBytes(folder["a.npy"]);
        for (ulong seed = 0; seed < 300; seed++)
        {
            var random = new RandomStream(seed);
            byte[] damaged = [.. whole];
            for (int i = 0; i < 3; i++)
            {
                damaged[random.Below(80)] = (byte)random.Below(256);
            }

            File.WriteAllBytes(folder["b.npy"], damaged);
            Exception? error = Record.Exception(() => NpyFile.Read(folder["b.npy"]).ToArray<double>());
            (error is null or InvalidDataException).ShouldBeTrue($"seed {seed}: {error}");
        }
    }

    [Theory]
    [InlineData(new int[0], 1)]
    [InlineData(new[] { 5 }, 5)]
    [InlineData(new[] { 2, 3 }, 6)]
    [InlineData(new[] { 2, 0, 4 }, 0)]
    [InlineData(new[] { 1, 1, 2, 3, 1 }, 6)]
    public void Any_shape_comes_back_and_data_begin_at_a_multiple_of_64(int[] shape, int count)
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<byte>(folder["a.npy"], new byte[count], shape);

        NpyFile.Read(folder["a.npy"]).Shape.ShouldBe(shape);
        ((new FileInfo(folder["a.npy"]).Length - count) % 64).ShouldBe(0);
    }

    [Fact]
    public void Writing_refuses_a_shape_that_does_not_fit_and_a_type_that_numpy_lacks()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<ArgumentException>(() => NpyFile.Write<byte>(folder["a.npy"], new byte[5], 2, 3)).Message.ShouldContain("expected 6 values");
        Should.Throw<NotSupportedException>(() => NpyFile.Write<decimal>(folder["a.npy"], new decimal[1], 1));
        Directory.GetFiles(folder.FullPath).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_does_not_fit_the_wanted_type_is_an_error_and_not_another_value()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<int>(folder["a.npy"], new[] { 300 }, 1);

        Should.Throw<OverflowException>(() => NpyFile.Read(folder["a.npy"]).ToArray<byte>());
    }

    [Theory]
    [InlineData("c_be_f8")]
    [InlineData("c_le_f4")]
    [InlineData("c_le_i8")]
    [InlineData("c_le_u2")]
    [InlineData("c_n_u1")]
    [InlineData("fortran_f8")]
    [InlineData("header_v2")]
    public void Numpys_own_variants_hold_the_same_stack(string name)
    {
        NpyArray array = NpyFile.ReadStack(SharedData.Require($"npy/{name}.npy"));
        double[] reference = NpyFile.Read(SharedData.Require("npy/c_le_i8.npy")).ToArray<double>();

        array.Shape.ShouldBe([3, 5, 7]);
        array.ToArray<double>().ShouldBe(reference);
    }

    [Theory]
    [InlineData("bad_magic")]
    [InlineData("bad_truncated")]
    [InlineData("object_pickle")]
    [InlineData("zero_d")]
    [InlineData("one_d")]
    public void What_is_no_stack_of_images_is_refused_where_one_is_expected(string name)
    {
        string path = SharedData.Require($"npy/{name}.npy");
        Should.Throw<InvalidDataException>(() => NpyFile.ReadStack(path)).Message.ShouldStartWith(path);
    }

    [Fact]
    public void Truth_values_and_an_empty_stack_of_numpys_are_read()
    {
        NpyFile.ReadStack(SharedData.Require("npy/c_n_b1.npy")).ToArray<byte>().Distinct().Order().ToArray().ShouldBe([0, 1]);
        NpyFile.ReadStack(SharedData.Require("npy/empty_0x84x84.npy")).Shape.ShouldBe([0, 84, 84]);
    }

    private static void RoundTrip<T>(TemporaryFolder folder, T[] values, NpyElementType type, double[] expected)
        where T : unmanaged
    {
        NpyFile.Write<T>(folder["a.npy"], values, 1, 2, 3);

        NpyArray array = NpyFile.ReadStack(folder["a.npy"]);
        array.ElementType.ShouldBe(type);
        array.ToArray<double>().ShouldBe(expected);
    }

    private static byte[] Header(string text, byte version)
    {
        byte[] length = version == 1
            ? [(byte)(text.Length & 255), (byte)(text.Length >> 8)]
            : [(byte)(text.Length & 255), (byte)(text.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(text)];
    }
}
