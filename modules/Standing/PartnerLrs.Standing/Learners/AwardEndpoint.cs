using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Feeds;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary>
/// <c>GET /api/v1/awards</c>. As of now it reads the rows that learners keep. Another instant, or another instant of knowledge, is worked out from
/// the learners' facts, for one person or one partner: what an award is depends on the policy and the evidence of then.
/// </summary>
internal sealed class AwardEndpoint(IPartnerDirectory directory, IProgramCatalog catalog, IGrainFactory grains, TimeProvider clock)
{
    private const int LearnersAtOnce = 32;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(
                "/api/v1/awards",
                (HttpContext context, AwardEndpoint awards, StandingContext rows, string? partner = null, string? person = null, string? certification = null, string? state = null, string? asOf = null, string? knownAt = null, string? limit = null, string? after = null) =>
                    awards.ListAsync(context, rows, partner, person, certification, state))
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListAwards").WithTags("Standing").WithSummary("List awards, of a partner, a person or a certification, or in a state if so asked")
            .WithDescription("asOf and knownAt (RFC 3339 instants) need partner or person: they are worked out, not read.")
            .Produces<ListPage<AwardResource>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);

    private async Task<IResult> ListAsync(HttpContext context, StandingContext rows, string? partner, string? person, string? certification, string? state)
    {
        var request = context.Request;
        if (!ListRequest.Read(request, "partner", "person", "certification", "state", "asOf", "knownAt").TryGet(out var list, out var error))
            return Problems.From(error);
        var now = clock.UtcNow();
        if (!TwoClocks.Read(request, now).TryGet(out var instants, out error))
            return Problems.From(error);
        if (state is not null && !AwardStates.All.Contains(state))
            return Problems.From(Error.Invalid("invalid-parameter", $"state: expected one of {string.Join(", ", AwardStates.All)}, found '{Query.Shorten(state)}'."));
        if (!(await WhoAsync(context, partner, person)).TryGet(out var who, out error))
            return Problems.From(error);

        if (instants == default)
            return Results.Ok(list.Page(request, await ReadAsync(rows, list, who, certification, state, now, context.RequestAborted), award => award.Id));
        if (partner is null && person is null)
            return Problems.From(Error.Invalid("invalid-parameter", "asOf and knownAt need a partner or a person: the awards of another instant are worked out, not read."));
        var found = (await WorkOutAsync(who, instants.AsOf ?? now, instants.KnownAt, context.RequestAborted))
            .Where(award => (certification is null || award.Certification == certification) && (state is null || award.State == state) && string.CompareOrdinal(award.Id, list.After) > 0)
            .OrderBy(award => award.Id, StringComparer.Ordinal)
            .Take(list.Limit + 1)
            .ToList();
        return Results.Ok(list.Page(request, found, award => award.Id));
    }

    /// <summary>Whose awards are asked for, within what the caller may see.</summary>
    private async Task<Result<(string? Partner, string? Person)>> WhoAsync(HttpContext context, string? partner, string? person)
    {
        var bound = context.Credential().PartnerId;
        var (ofPartner, ofPerson) = (bound, (string?)null);
        if (partner is not null)
        {
            ofPartner = await directory.ResolvePartnerAsync(partner, context.RequestAborted);
            if (ofPartner is null || (bound is not null && bound != ofPartner))
                return Error.NotFound("unknown-partner", $"partner: no partner is named '{Query.Shorten(partner)}'.");
        }

        if (person is not null)
        {
            ofPerson = (await directory.ResolvePeopleAsync([person], bound, context.RequestAborted)).GetValueOrDefault(person);
            if (ofPerson is null)
                return Error.NotFound("unknown-person", $"person: nobody is named '{Query.Shorten(person)}'.");
        }

        return (ofPartner, ofPerson);
    }

    private static async Task<List<AwardResource>> ReadAsync(
        StandingContext context, ListRequest list, (string? Partner, string? Person) who, string? certification, string? state, DateTime now, CancellationToken cancellationToken)
    {
        var rows = context.AwardsAt(now).Where(stated => string.Compare(stated.Award.Id, list.After) > 0);
        if (who.Partner is not null)
            rows = rows.Where(stated => stated.Award.PartnerId == who.Partner);
        if (who.Person is not null)
            rows = rows.Where(stated => stated.Award.PersonId == who.Person);
        if (certification is not null)
            rows = rows.Where(stated => stated.Award.Certification == certification);
        if (state is not null)
            rows = rows.Where(stated => stated.State == state);
        return (await rows.OrderBy(stated => stated.Award.Id).Take(list.Limit + 1).ToListAsync(cancellationToken)).ConvertAll(stated => new AwardResource
        {
            Id = stated.Award.Id,
            Person = stated.Award.PersonId,
            Partner = stated.Award.PartnerId,
            Certification = stated.Award.Certification,
            EarnedAt = stated.Award.EarnedAt,
            KnownAt = stated.Award.KnownAt,
            ExpiresAt = stated.Award.ExpiresAt,
            RevokedAt = stated.Award.RevokedAt,
            State = stated.State,
        });
    }

    private async Task<IReadOnlyList<AwardResource>> WorkOutAsync((string? Partner, string? Person) who, DateTime asOf, DateTime? knownAt, CancellationToken cancellationToken)
    {
        var version = (await catalog.AllAsync(cancellationToken)).Where(published => !(published.PublishedAt > knownAt)).InForce(asOf);
        if (version is null)
            return [];
        var people = who.Person is not null
            ? [who.Person]
            : (await directory.AffiliationsOfPartnerAsync(who.Partner!, cancellationToken)).Where(a => Counts(a, asOf, knownAt)).Select(a => a.PersonId).Distinct(StringComparer.Ordinal).ToList();
        var awards = new List<AwardResource>();
        foreach (var some in people.Chunk(LearnersAtOnce))
            awards.AddRange((await Task.WhenAll(some.Select(person => OfAsync(person, version.Policy, asOf, knownAt, cancellationToken)))).SelectMany(of => of));
        return who.Partner is null ? awards : awards.FindAll(award => award.Partner == who.Partner);
    }

    private async Task<IEnumerable<AwardResource>> OfAsync(string person, ProgramPolicy policy, DateTime asOf, DateTime? knownAt, CancellationToken cancellationToken)
    {
        var facts = await grains.GetGrain<ILearnerGrain>(person).FactsAsync();
        var partner = (await directory.AffiliationsOfPersonAsync(person, cancellationToken)).FirstOrDefault(a => Counts(a, asOf, knownAt))?.PartnerId;
        var ledger = new EvidenceLedger(
            [.. facts.Evidence.Where(evidence => !(evidence.KnownAt > knownAt))],
            [.. facts.Voidings.Where(voiding => !(voiding.KnownAt > knownAt))],
            [.. facts.Rulings.Where(ruling => !(ruling.KnownAt > knownAt))]);
        var awards = LearnerAwards.Of(person, ledger, policy);
        return awards.Select(held => new AwardResource
        {
            Id = held.Award.Id,
            Person = person,
            Partner = partner,
            Certification = held.Award.Certification,
            EarnedAt = held.Award.EarnedAt,
            KnownAt = held.Award.KnownAt,
            ExpiresAt = held.Award.ExpiresAt,
            RevokedAt = held.RevokedAt,
            State = LearnerAwards.StateOf(held, awards, policy, asOf),
        });
    }

    private static bool Counts(AffiliationRecord affiliation, DateTime asOf, DateTime? knownAt) =>
        affiliation.Counting && !(affiliation.KnownAt > knownAt) && affiliation.From <= asOf && (affiliation.To is null || asOf < affiliation.To);
}
