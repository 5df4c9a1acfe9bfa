namespace PartnerLrs.Partners.Affiliations;

/// <summary>A row of <c>partners_choices</c>: a person chose for which partner to count.</summary>
internal sealed class Choice
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required string AffiliationId { get; init; }

    public required string PartnerId { get; init; }

    public string? Reason { get; init; }

    public required DateTime ChosenAt { get; init; }

    public required string ChosenBy { get; init; }
}
