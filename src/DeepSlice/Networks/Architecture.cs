namespace DeepSlice.Networks;

/// <summary>Network architecture.</summary>
public enum Architecture
{
    /// <summary>U-Net: encoder and decoder with skip connections (Ronneberger et al. 2015, arXiv:1505.04597) and batch normalisation.</summary>
    UNet,
}
