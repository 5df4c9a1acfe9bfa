namespace PartnerLrs.Platform.Upserts;

/// <summary>What became of a row.</summary>
public enum UpsertOutcome
{
    /// <summary>There was none; now there is.</summary>
    Created,

    /// <summary>There was one, and it changed.</summary>
    Updated,

    /// <summary>There was one like it.</summary>
    Unchanged,

    /// <summary>The row was refused; nothing of it was applied.</summary>
    Failed,
}
