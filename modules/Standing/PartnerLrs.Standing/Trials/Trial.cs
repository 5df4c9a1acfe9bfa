namespace PartnerLrs.Standing.Trials;

/// <summary>A run that tries the draft of the programme on what is known.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">One of <see cref="TrialKind"/>.</param>
/// <param name="State">One of <see cref="TrialState"/>.</param>
/// <param name="Draft">The draft that is tried.</param>
/// <param name="PolicyVersion">The number of the last published version, with which it is compared; 0 for none.</param>
/// <param name="Parameters">What was asked for, as JSON.</param>
/// <param name="RequestedAt">When it was asked for (UTC).</param>
/// <param name="RequestedBy">The name of the credential that asked.</param>
/// <param name="PartnersDone">How many partners have been looked at.</param>
/// <param name="PartnersTotal">How many there are.</param>
/// <param name="FinishedAt">When it ended, one way or another (UTC); null while it runs.</param>
/// <param name="Result">The figures as JSON; null unless it is finished.</param>
internal sealed record Trial(
    string Id,
    string Kind,
    string State,
    TriedDraft Draft,
    int PolicyVersion,
    string Parameters,
    DateTime RequestedAt,
    string RequestedBy,
    int PartnersDone = 0,
    int PartnersTotal = 0,
    DateTime? FinishedAt = null,
    string? Result = null);
