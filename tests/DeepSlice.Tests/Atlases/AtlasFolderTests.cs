using DeepSlice.Atlases;

namespace DeepSlice.Tests.Atlases;

public sealed class AtlasFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atlas-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Labels_are_read_exactly_and_in_place()
    {
        Atlas atlas = AtlasFolder.Read(AtlasFixture.Write(_folder));

        atlas.Labels.Shape.ShouldBe(new VolumeShape(4, 3, 6));
        atlas.VoxelMicrometres.ShouldBe((100, 50, 25));
        ShouldHaveItsLabels(atlas);
    }

    // "ial": planes from inferior to superior, rows from anterior to posterior, columns from left to right.
    [Fact]
    public void An_orientation_is_obeyed()
    {
        Atlas atlas = AtlasFolder.Read(AtlasFixture.Write(_folder, "ial", (3, 4, 6), (plane, row, column) => AtlasFixture.Label(row, 2 - plane, 5 - column)));

        atlas.Labels.Shape.ShouldBe(new VolumeShape(4, 3, 6));
        atlas.VoxelMicrometres.ShouldBe((50, 100, 25));
        ShouldHaveItsLabels(atlas);
    }

    [Fact]
    public void Labels_may_be_a_nifti_volume()
    {
        AtlasFixture.Write(_folder);
        File.Delete(Path.Combine(_folder, "annotation.nrrd"));
        File.WriteAllBytes(Path.Combine(_folder, "annotation.nii"), AtlasFixture.Nifti(4, 3, 6, AtlasFixture.Label));

        ShouldHaveItsLabels(AtlasFolder.Read(_folder));
    }

    [Fact]
    public void Labels_may_be_a_tiff_stack_of_numbers_beyond_single_precision()
    {
        AtlasFixture.Write(_folder);
        File.Delete(Path.Combine(_folder, "annotation.nrrd"));
        File.WriteAllBytes(Path.Combine(_folder, "annotation.tiff"), TiffStack.Write(4, 3, 6, AtlasFixture.Label));

        ShouldHaveItsLabels(AtlasFolder.Read(_folder));
    }

    [Fact]
    public void A_reference_volume_is_read_where_there_is_one()
    {
        AtlasFixture.Write(_folder);
        AtlasFolder.Read(_folder).Reference.ShouldBeNull();
        File.WriteAllBytes(Path.Combine(_folder, "reference.tiff"), TiffStack.Write(4, 3, 6, (plane, _, _) => (uint)plane * 10));

        byte[] reference = AtlasFolder.Read(_folder).Reference!;

        // Of 10, 20 and 30 in equal numbers, mean and three standard deviations are 44.5.
        reference[..18].ShouldAllBe(value => value == 0);
        reference[18].ShouldBe((byte)(255 * 10 / 44.495));
        reference[71].ShouldBe((byte)(255 * 30 / 44.495));
    }

    [Fact]
    public void A_reference_of_another_shape_is_refused()
    {
        AtlasFixture.Write(_folder);
        File.WriteAllBytes(Path.Combine(_folder, "reference.tiff"), TiffStack.Write(4, 3, 5, (_, _, _) => 1));

        Should.Throw<InvalidDataException>(() => AtlasFolder.Read(_folder)).Message.ShouldContain("reference.tiff: expected the shape of the labels, 4×3×6, got 4×3×5");
    }

    [Fact]
    public void Labels_of_no_structure_are_tissue_of_no_region_and_are_counted()
    {
        Atlas atlas = AtlasFolder.Read(AtlasFixture.Write(_folder, label: (plane, row, column) => plane == 1 ? 77 : AtlasFixture.Label(plane, row, column)));

        atlas.UnknownLabels.ShouldBe([KeyValuePair.Create(77u, 18L)]);
        atlas.Labels.Voxels[18].ShouldBe(atlas.Ontology.UnknownTissue);
        atlas.CountVoxels().Sum().ShouldBe(36);
    }

    // The header of the Allen atlas at 10 µm, without its 1.2 billion voxels.
    [Theory]
    [InlineData("1140 800 1320", "expected at most 160 million voxels, got 1320×800×1140 (1204 million); give the atlas at a coarser resolution, for example 25 µm of a mouse")]
    [InlineData("12000 12000 1", "expected planes of at most 8 million voxels, got 1×12000×12000; give the atlas as a stack of many planes")]
    public void A_volume_that_does_not_fit_into_memory_is_refused_before_it_is_read(string sizes, string words)
    {
        AtlasFixture.Write(_folder);
        string path = Path.Combine(_folder, "annotation.nrrd");
        File.WriteAllText(path, $"NRRD0004\ntype: unsigned int\ndimension: 3\nsizes: {sizes}\nendian: little\nencoding: raw\n\n");

        Should.Throw<InvalidDataException>(() => AtlasFolder.Read(_folder)).Message.ShouldBe($"{path}: {words}");
    }

    [Fact]
    public void Voxels_that_do_not_follow_the_header_or_are_scaled_are_refused()
    {
        AtlasFixture.Write(_folder);
        string path = Path.Combine(_folder, "annotation.nrrd");
        File.WriteAllText(path, "NRRD0004\ntype: unsigned int\ndimension: 3\nsizes: 2 2 2\nendian: little\nbyte skip: 4\nencoding: raw\n\n");
        Should.Throw<InvalidDataException>(() => AtlasFolder.Read(_folder)).Message.ShouldBe($"{path}: expected voxels right behind the header, got a byte skip of 4; save it again");

        File.Delete(path);
        path = Path.Combine(_folder, "annotation.nii");
        byte[] scaled = AtlasFixture.Nifti(4, 3, 6, AtlasFixture.Label);
        BitConverter.TryWriteBytes(scaled.AsSpan(112), 2f).ShouldBeTrue();
        File.WriteAllBytes(path, scaled);
        Should.Throw<InvalidDataException>(() => AtlasFolder.Read(_folder)).Message.ShouldBe($"{path}: expected labels as they are, got values to be scaled by 2 and shifted by 0; save the labels without scaling");
    }

    [Fact]
    public void Intensities_are_refused_as_labels()
    {
        AtlasFixture.Write(_folder);
        File.Delete(Path.Combine(_folder, "annotation.nrrd"));
        File.WriteAllBytes(Path.Combine(_folder, "annotation.tiff"), TiffStack.Write(2, 2, 2, (_, _, _) => BitConverter.SingleToUInt32Bits(0.5f), isFloat: true));

        Should.Throw<InvalidDataException>(() => AtlasFolder.Read(_folder)).Message.ShouldContain("expected whole numbers of 0 to 4294967295, got 0.5; give the volume of the labels");
    }

    [Theory]
    [InlineData("metadata.json", "\"asr\"", "\"xyz\"", "expected an orientation")]
    [InlineData("metadata.json", "[100.0, 50.0, 25.0]", "[100.0, 50.0]", "expected three sides of a voxel in micrometres, got 100, 50")]
    [InlineData("structures.json", "\"structure_id_path\": [997, 512]", "\"structure_id_path\": [998, 512]", "expected a path of known structures that ends with 512 for 'CB', got 998/512")]
    [InlineData("structures.json", "\"id\": 1080", "\"id\": 512", "got 512 twice")]
    public void A_damaged_file_is_named(string file, string old, string damaged, string words)
    {
        AtlasFixture.Write(_folder);
        string path = Path.Combine(_folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, damaged, StringComparison.Ordinal));

        string message = Should.Throw<InvalidDataException>(() => AtlasFolder.Read(_folder)).Message;
        message.ShouldStartWith(path);
        message.ShouldContain(words);
    }

    [Fact]
    public void A_truncated_volume_is_named()
    {
        AtlasFixture.Write(_folder, size: (3, 3, 6));
        string path = Path.Combine(_folder, "annotation.nii");
        File.Delete(Path.Combine(_folder, "annotation.nrrd"));
        File.WriteAllBytes(path, AtlasFixture.Nifti(4, 3, 6, AtlasFixture.Label)[..^10]);

        Should.Throw<InvalidDataException>(() => AtlasFolder.Read(_folder)).Message.ShouldBe($"{path}: expected 4 planes, got 3; the file is cut off, copy it again");
    }

    [Fact]
    public void A_folder_that_is_no_atlas_is_named() =>
        Should.Throw<FileNotFoundException>(() => AtlasFolder.Read(_folder)).Message.ShouldContain("expected metadata.json, got none");

    private static void ShouldHaveItsLabels(Atlas atlas)
    {
        for (int plane = 0; plane < 4; plane++)
        {
            for (int row = 0; row < 3; row++)
            {
                for (int column = 0; column < 6; column++)
                {
                    ushort label = atlas.Labels.Voxels[(int)atlas.Labels.PlaceOf(plane + 0.5, row + 0.5, column + 0.5)];
                    uint id = label == 0 ? 0 : atlas.Ontology.Structures[label - 1].Id;
                    id.ShouldBe(AtlasFixture.Label(plane, row, column), $"{plane} {row} {column}");
                }
            }
        }
    }
}
