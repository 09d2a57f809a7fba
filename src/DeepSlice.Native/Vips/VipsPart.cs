namespace DeepSlice.Native.Vips;

/// <summary>One image of a file.</summary>
/// <param name="Page">Page, from 0.</param>
/// <param name="SubImage">Sub-IFD of a TIFF's page, from 0; null for the page itself.</param>
/// <param name="SlideLevel">Level of a whole-slide file, from 0.</param>
internal readonly record struct VipsPart(int Page, int? SubImage = null, int SlideLevel = 0);
