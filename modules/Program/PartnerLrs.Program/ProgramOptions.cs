namespace PartnerLrs.Program;

/// <summary>How the programme is published; section <c>Program</c> of the configuration.</summary>
public sealed class ProgramOptions
{
    /// <summary>The largest policy document that is taken, in bytes. Default 1 MiB.</summary>
    public int MaximumDocumentBytes { get; set; } = 1024 * 1024;
}
