namespace DeepSlice.Networks;

/// <summary>Kind of network.</summary>
public enum Architecture
{
    /// <summary>Encoder and decoder with skip connections (Ronneberger et al. 2015, arXiv:1505.04597), batch-normalised.</summary>
    UNet,
}
