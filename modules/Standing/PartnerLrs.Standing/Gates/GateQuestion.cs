using System.Text.Json.Serialization;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Gates;

/// <summary>What a gate is asked.</summary>
/// <param name="Gate">The gate's id.</param>
/// <param name="AsOf">The instant (UTC) in question; null for now.</param>
/// <param name="Amount">The deal's amount in major units; null when the question is not about one.</param>
/// <param name="Currency">The amount's ISO 4217 code; with <paramref name="Amount"/>.</param>
/// <param name="Names">Whether the caller may see people's names. Not part of what is asked, but of what is told.</param>
/// <param name="Registrant">The id of the person who registers the deal; null when the question names nobody.</param>
/// <param name="Product">The product's id in the policy; null when the question is about none.</param>
/// <param name="Team">The ids of the people in the deal's team, the registrant apart, in order, with commas between them; null when the question names none.</param>
/// <param name="Deal">A deal of the partner's that is known: its id or <c>source:externalId</c>. Amount, registrant and product are then the deal's.</param>
/// <param name="KnownAt">The instant (UTC) of knowledge: what was learned later is unseen. Null for all that is known.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.GateQuestion)]
internal sealed record GateQuestion(
    [property: Id(0)] string Gate,
    [property: Id(1)] DateTime? AsOf,
    [property: Id(2)] decimal? Amount,
    [property: Id(3)] string? Currency,
    [property: Id(4), JsonIgnore] bool Names,
    [property: Id(5)] string? Registrant = null,
    [property: Id(6)] string? Product = null,
    [property: Id(7)] DateTime? KnownAt = null,
    [property: Id(8)] string? Team = null,
    [property: Id(9)] string? Deal = null)
{
    /// <summary>The question with what is known of the deal that it names.</summary>
    public GateQuestion About(DealFacts deal) =>
        this with { Amount = deal.Amount?.Amount, Currency = deal.Amount?.Currency, Registrant = deal.Registrant, Product = deal.Product };

    /// <summary>The same for the rules.</summary>
    public DealQuestion ToDeal() => new()
    {
        Amount = Amount is { } value ? new Money(value, Currency!) : null,
        Registrant = Registrant,
        Team = Team?.Split(',') ?? [],
        Product = Product,
    };
}
