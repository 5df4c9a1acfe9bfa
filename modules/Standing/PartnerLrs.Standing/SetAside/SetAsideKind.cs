namespace PartnerLrs.Standing.SetAside;

/// <summary>What can be set aside.</summary>
internal enum SetAsideKind
{
    /// <summary>A statement; its key is its place in the log.</summary>
    Statement,

    /// <summary>A person's news as a whole; the key is the person's id.</summary>
    Learner,

    /// <summary>A partner's rows; the key is the partner's id.</summary>
    Partner,
}
