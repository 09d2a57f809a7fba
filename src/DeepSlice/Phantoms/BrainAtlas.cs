namespace DeepSlice.Phantoms;

/// <summary>
/// Mean shape of a sagittal mouse brain slice, about 1 to 2.5 mm from the midline, as control points of smooth curves in atlas units:
/// the side of the image is 840 units, about 16 mm.
/// </summary>
/// <remarks>
/// Drawn by hand after the proportions of annotated slices. Curves of regions extend beyond the tissue's border, which clips them, and
/// under the regions before them in <see cref="Tissue"/>, so that adjacent regions share a border without a gap.
/// </remarks>
internal static class BrainAtlas
{
    /// <summary>Atlas units per image side.</summary>
    public const double UnitsPerSide = 840;

    /// <summary>The point at the centre of the image.</summary>
    public static readonly ControlPoint Centre = new(392, 292);

    /// <summary>Hinge about which hindbrain and cerebellum bend relative to the forebrain.</summary>
    public static readonly ControlPoint Hinge = new(470, 320);

    /// <summary>Border of the whole tissue.</summary>
    public static readonly ControlPoint[] Border =
    [
        new(56, 262, 16), new(64, 220, 16), new(84, 192, 6), new(97, 176), new(116, 140), new(156, 115), new(215, 102), new(290, 95),
        new(370, 94), new(440, 106), new(500, 136), new(529, 170), new(536, 186), new(546, 190), new(574, 196), new(594, 209),
        new(603, 216), new(614, 213), new(642, 219, -4, 4), new(674, 246, -10, 8), new(697, 300, -14, 8), new(704, 360, -18, 0),
        new(693, 418, -26, -16), new(676, 458, -30, -30), new(638, 494, -20, -40), new(570, 499, -10, -44), new(500, 483, -4, -34),
        new(446, 452, 0, -18), new(418, 424, 0, -6), new(403, 421), new(345, 430, 0, 6), new(270, 412, 0, 8), new(185, 390, 0, 4),
        new(120, 348), new(78, 302, 8),
    ];

    /// <summary>Closed curves of the tissues; the basal forebrain is the remainder.</summary>
    public static readonly IReadOnlyDictionary<Tissue, ControlPoint[]> Regions = new Dictionary<Tissue, ControlPoint[]>
    {
        [Tissue.Cerebellum] =
        [
            new(604, 214), new(591, 250), new(562, 284), new(541, 312, 6), new(552, 346, 8), new(584, 378, 6, -8), new(622, 404, 4, -16),
            new(660, 420, 0, -18), new(692, 432, 0, -18), new(750, 450, 0, -16), new(780, 330), new(720, 220), new(650, 165), new(612, 180),
        ],
        [Tissue.Hippocampus] =
        [
            new(322, 202, -8), new(338, 176, -6), new(378, 162), new(414, 170, 3), new(431, 197, 6), new(424, 227, 8, 6),
            new(386, 239, 2, 4), new(344, 229, -6),
        ],
        [Tissue.Cortex] =
        [
            new(88, 196), new(110, 222), new(126, 248), new(148, 263), new(168, 260), new(183, 236), new(203, 208), new(255, 192),
            new(320, 180), new(380, 172), new(428, 184), new(444, 204), new(451, 218), new(487, 214), new(534, 187), new(580, 160),
            new(540, 100), new(450, 60), new(350, 50), new(200, 60), new(95, 95), new(45, 160),
        ],
        [Tissue.Thalamus] =
        [
            new(284, 292, 8), new(291, 252, 6), new(322, 228), new(366, 222), new(404, 238, -4), new(414, 288, -6), new(405, 326, -6, -4),
            new(352, 346, 0, -6), new(302, 332, 8, -6),
        ],
        [Tissue.Midbrain] =
        [
            new(404, 240), new(438, 210), new(500, 180), new(570, 160), new(620, 190), new(612, 260), new(580, 320), new(545, 328, 4),
            new(496, 347), new(454, 382), new(424, 404), new(396, 402), new(383, 376), new(390, 345), new(400, 290),
        ],
        [Tissue.Brainstem] =
        [
            new(600, 300), new(500, 296), new(430, 350), new(418, 398), new(410, 436), new(414, 490), new(500, 545), new(650, 560),
            new(740, 520), new(740, 440), new(680, 390),
        ],
        [Tissue.OlfactoryBulb] =
        [
            new(20, 262, 14), new(50, 205, 10), new(88, 193, 4, 6), new(112, 226, -6, 6), new(122, 262, -12), new(112, 298, -14, -8), new(80, 322, 0, -20),
            new(35, 310, 10, -14),
        ],
        [Tissue.Striatum] =
        [
            new(188, 246), new(214, 214), new(256, 200), new(296, 214, 6), new(290, 252, 6), new(280, 296, 8, 4), new(246, 326, 4, 8),
            new(206, 312, 0, 6), new(186, 280),
        ],
    };

    /// <summary>Inner border of the cortex, against the white matter below it.</summary>
    public static readonly ControlPoint[] CortexBase =
    [
        new(126, 248), new(148, 263), new(168, 260), new(183, 236), new(203, 208), new(255, 192), new(320, 180), new(380, 166), new(428, 180),
        new(444, 204), new(451, 218), new(487, 214), new(534, 187),
    ];

    /// <summary>Pyramidal cell layer of the hippocampus, from the subiculum over CA1 into CA3.</summary>
    public static readonly ControlPoint[] PyramidalBand =
    [
        new(419, 221, 8, 5), new(424, 199, 6), new(407, 179, 3), new(377, 172), new(347, 182, -5), new(333, 203, -8), new(345, 217, -6), new(362, 212, -3),
        new(376, 206),
    ];

    /// <summary>Granule cell layer of the dentate gyrus: two blades that open rostrally.</summary>
    public static readonly ControlPoint[] DentateBand =
    [
        new(359, 199, -6), new(380, 193), new(400, 195, 3), new(411, 206, 6), new(401, 219, 6, 3), new(380, 221, 2, 3), new(359, 225, -4, 2),
    ];

    /// <summary>Cells under the lateral ventricle, migrating around the striatum towards the olfactory bulb.</summary>
    public static readonly ControlPoint[] MigratoryStream =
    [
        new(300, 204), new(256, 200), new(214, 212), new(190, 242), new(180, 274), new(150, 288), new(118, 272),
    ];

    /// <summary>The lateral ventricle between the white matter and the striatum.</summary>
    public static readonly ControlPoint[] Ventricle =
    [
        new(225, 205), new(262, 196), new(304, 203), new(318, 214), new(296, 209), new(258, 203),
    ];

    /// <summary>Fissures of the cerebellum, from outside its surface inwards, with lobules between them.</summary>
    public static readonly ControlPoint[][] Fissures =
    [
        [new(616, 196), new(608, 224), new(592, 256), new(586, 276)],
        [new(660, 212), new(648, 240), new(634, 266), new(622, 290)],
        [new(702, 262), new(680, 276), new(656, 292), new(640, 306)],
        [new(716, 322), new(690, 326), new(662, 324), new(646, 328)],
        [new(718, 372), new(690, 366), new(664, 352), new(650, 346)],
        [new(700, 420), new(672, 402), new(648, 378), new(634, 366)],
        [new(606, 404), new(602, 388), new(596, 380)],
        [new(636, 202), new(630, 228), new(626, 238)],
        [new(684, 236), new(668, 252), new(662, 260)],
        [new(714, 292), new(694, 298), new(684, 302)],
        [new(720, 348), new(698, 346), new(690, 344)],
        [new(712, 396), new(692, 388), new(684, 382)],
        [new(654, 424), new(644, 406), new(638, 398)],
        [new(562, 274), new(574, 290), new(578, 298)],
    ];
}
