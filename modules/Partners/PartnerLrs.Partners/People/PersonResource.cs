using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.People;

/// <summary>A person as answered.</summary>
internal sealed record PersonResource : Resource
{
    /// <summary>The system whose id for the person is shown.</summary>
    public string? Source { get; init; }

    /// <summary>That system's id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>By what statements may name the person, as they were given.</summary>
    public required IReadOnlyList<IdentifierBody> Identifiers { get; init; }

    /// <summary>The id of the person into whom this one was merged; absent for nobody.</summary>
    public string? MergedInto { get; init; }

    /// <summary>When the person was created.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When the person, an identifier or an affiliation of the person was last changed.</summary>
    public required DateTime ModifiedAt { get; init; }

    public static PersonResource Of(Person person, Reference? external, IEnumerable<Identifier> identifiers, UpsertOutcome? outcome = null) => new()
    {
        Id = person.Id,
        Source = external?.System,
        ExternalId = external?.ExternalId,
        Name = person.Name,
        Identifiers = identifiers.Where(i => !i.Derived)
            .OrderBy(i => i.Kind).ThenBy(i => i.HomePage, StringComparer.Ordinal).ThenBy(i => i.Value, StringComparer.Ordinal)
            .Select(IdentifierBody.Of).ToList(),
        MergedInto = person.MergedInto,
        CreatedAt = person.CreatedAt,
        ModifiedAt = person.ModifiedAt,
        Outcome = outcome,
    };
}
