using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

public sealed class StackLayoutTests
{
    private const string Ome = """
        <?xml version="1.0"?><OME><Image><Pixels DimensionOrder="XYZCT" SizeC="2" SizeT="1" SizeX="4" SizeY="4" SizeZ="3">
        <Channel ID="0" Name="DAPI" SamplesPerPixel="1"/><Channel ID="1" Name="NeuN"/></Pixels></Image></OME>
        """;

    [Fact]
    public void Ome_states_the_order_of_planes_and_the_names_of_channels()
    {
        StackLayout layout = StackLayout.Find(Ome, 6);
        (layout.Channels, layout.Planes).ShouldBe((2, 3));
        layout.PageOf(1, 2).ShouldBe(5);
        layout.PageOf(0, 1).ShouldBe(1);
        layout.ChannelNames.ShouldBe(["DAPI", "NeuN"]);
    }

    [Fact]
    public void ImageJ_keeps_the_channels_of_a_plane_together()
    {
        StackLayout layout = StackLayout.Find("ImageJ=1.53\nimages=6\nchannels=2\nslices=3\n", 6);
        (layout.Channels, layout.Planes).ShouldBe((2, 3));
        layout.PageOf(1, 2).ShouldBe(5);
        layout.PageOf(0, 1).ShouldBe(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a note")]
    [InlineData("<OME><Image><Pixels SizeC=")]
    [InlineData("ImageJ=1.53\nimages=99\nchannels=9\nslices=11\n")]
    public void Without_a_fitting_description_every_page_is_a_channel(string? description)
    {
        StackLayout layout = StackLayout.Find(description, 4);
        (layout.Channels, layout.Planes, layout.PageOf(3, 0)).ShouldBe((4, 1, 3));
    }

    [Fact]
    public void Of_time_points_the_first_is_taken()
    {
        StackLayout layout = StackLayout.Find("ImageJ=1.53\nimages=12\nchannels=2\nslices=3\nframes=2\n", 12);
        (layout.Channels, layout.Planes, layout.PageOf(1, 2)).ShouldBe((2, 3, 5));
    }
}
