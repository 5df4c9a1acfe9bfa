namespace PartnerLrs.Standing.Trials;

/// <summary>A trial of the draft as it is answered.</summary>
/// <typeparam name="TParameters">What is asked for.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal sealed record TrialResource<TParameters, TResult>
    where TParameters : class
    where TResult : class
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>finished</c>, <c>cancelled</c>, <c>failed</c> or <c>interrupted</c> (the server stopped in the middle of it).</summary>
    public required string State { get; init; }

    /// <summary>The draft that it is about.</summary>
    public required TrialDraft Draft { get; init; }

    /// <summary>The last published version, with which the draft is compared; 0 for none.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>What was asked for.</summary>
    public required TParameters Parameters { get; init; }

    /// <summary>How far it has come.</summary>
    public required TrialProgress Progress { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTime RequestedAt { get; init; }

    /// <summary>The name of the credential that asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it ended, one way or another; absent while it runs.</summary>
    public DateTime? FinishedAt { get; init; }

    /// <summary>The figures; absent unless it is finished.</summary>
    public TResult? Result { get; init; }

    /// <summary>What is written of a trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="current">The digest of the draft as it is now; null when there is none.</param>
    public static TrialResource<TParameters, TResult> Of(Trial trial, string? current) => new()
    {
        Id = trial.Id,
        State = trial.State,
        Draft = new TrialDraft(trial.Draft.Digest, trial.Draft.SavedAt, trial.Draft.SavedBy, trial.Draft.Digest == current),
        PolicyVersion = trial.PolicyVersion,
        Parameters = TrialJson.Read<TParameters>(trial.Parameters),
        Progress = new TrialProgress(trial.PartnersDone, trial.PartnersTotal),
        RequestedAt = trial.RequestedAt,
        RequestedBy = trial.RequestedBy,
        FinishedAt = trial.FinishedAt,
        Result = trial.Result is null ? null : TrialJson.Read<TResult>(trial.Result),
    };
}

/// <summary>The draft that a trial is about.</summary>
/// <param name="Digest">The SHA-256 of its bytes, hexadecimal.</param>
/// <param name="SavedAt">When it was saved.</param>
/// <param name="SavedBy">The name of the credential that saved it.</param>
/// <param name="Current">Whether it is the draft that is there now; not when it was edited, published or thrown away since.</param>
internal sealed record TrialDraft(string Digest, DateTime SavedAt, string SavedBy, bool Current);

/// <summary>How far a trial has come.</summary>
/// <param name="PartnersDone">How many partners were looked at.</param>
/// <param name="PartnersTotal">How many there are; 0 until they are counted.</param>
internal sealed record TrialProgress(int PartnersDone, int PartnersTotal);
