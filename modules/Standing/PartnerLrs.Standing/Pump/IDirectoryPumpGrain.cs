namespace PartnerLrs.Standing.Pump;

/// <summary>Carries changes of the directory, of deals and of the policy to the learners and partners whom they concern. Key: 0.</summary>
[Alias(GrainNames.DirectoryPump)]
internal interface IDirectoryPumpGrain : IGrainWithIntegerKey
{
    /// <summary>Carries the next page of each, and keeps the place that was reached.</summary>
    /// <returns>Whether there is more.</returns>
    [Alias("Carry")]
    Task<bool> CarryAsync();
}
