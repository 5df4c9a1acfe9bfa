using PartnerLrs.Partners.Contracts;

namespace PartnerLrs.Partners.Directory;

/// <summary>A row of <c>partners_changes</c>, as it is read.</summary>
internal sealed class Change
{
    public required long Seq { get; init; }

    public required DirectoryChangeKind Kind { get; init; }

    public string? PersonId { get; init; }

    public string? PartnerId { get; init; }

    public static string Name(DirectoryChangeKind kind) => kind switch
    {
        DirectoryChangeKind.Partner => "partner",
        DirectoryChangeKind.Person => "person",
        _ => "affiliation",
    };
}
