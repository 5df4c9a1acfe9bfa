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

/// <summary>Kinds as rows and answers name them.</summary>
internal static class SetAsideKinds
{
    /// <summary>A kind's name.</summary>
    public static string Name(this SetAsideKind kind) => kind switch
    {
        SetAsideKind.Statement => "statement",
        SetAsideKind.Learner => "learner",
        SetAsideKind.Partner => "partner",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
