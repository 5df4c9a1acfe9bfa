namespace PartnerLrs.Standing.Rules;

/// <summary>What standing needs to know of a partner.</summary>
/// <param name="PartnerId">The partner's id.</param>
/// <param name="Active">Whether the partner takes part in the programme.</param>
/// <param name="People">Everyone who is, was or will be affiliated with it, each once.</param>
internal sealed record PartnerFacts(string PartnerId, bool Active, IReadOnlyList<PersonFacts> People)
{
    /// <summary>The partner's references in other systems, as policies may name it: <c>system:externalId</c>.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Its deals, as they are known.</summary>
    public CommercialFacts Commercial { get; init; } = CommercialFacts.None;

    /// <summary>The partners that were merged into it.</summary>
    public IReadOnlyList<MergeFacts> Merges { get; init; } = [];
}
