namespace PartnerLrs.Standing.Trials;

/// <summary>What a trial does: it looks at one partner after another and adds up what it finds.</summary>
internal interface ITrialWork
{
    /// <summary>Looks at a partner.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="pause">Is awaited between portions of a partner's work, so that others get their turn.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task LookAsync(TrialPartner partner, TrialFindings findings, Func<Task> pause, CancellationToken cancellationToken);

    /// <summary>The figures so far, as JSON.</summary>
    string Result();
}
