namespace DeepSlice.Augmentation.Artifacts;

/// <summary>An artifact that moves or removes tissue together with its labels.</summary>
internal abstract class TissueArtifact(string key, string name, string description, SeverityScale scale) : Artifact(key, name, description, scale)
{
    public sealed override bool ChangesLabels => true;
}
