namespace DeepSlice.Losses;

/// <summary>Which distances of the α-SMD a loss contains.</summary>
public enum AlphaSmdMode
{
    /// <summary>None: the loss has no such part.</summary>
    Off,

    /// <summary>How far what is drawn lies from the region, and how far the region lies from what is drawn.</summary>
    Inwards,

    /// <summary>The same of the region and of all that lies outside it.</summary>
    Bidirectional,
}
