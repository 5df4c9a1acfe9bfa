namespace PartnerLrs.Standing.Pump;

/// <summary>Carries changes of the directory and of the policy to the learners and partners whom they concern. Key: 0.</summary>
[Alias(GrainNames.DirectoryPump)]
internal interface IDirectoryPumpGrain : IGrainWithIntegerKey
{
    /// <summary>Carries everything beyond the watermark.</summary>
    [Alias("Drain")]
    Task DrainAsync();
}
