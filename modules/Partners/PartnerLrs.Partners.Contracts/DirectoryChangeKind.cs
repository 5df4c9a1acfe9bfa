namespace PartnerLrs.Partners.Contracts;

/// <summary>What changed in the directory.</summary>
public enum DirectoryChangeKind
{
    /// <summary>A partner's own data.</summary>
    Partner,

    /// <summary>A person's own data or identifiers.</summary>
    Person,

    /// <summary>An affiliation.</summary>
    Affiliation,
}
