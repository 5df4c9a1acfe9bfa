using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary><c>GET /api/v1/people/{ref}/path</c>: what a person holds and the shortest way to what the person's roles ask for.</summary>
internal sealed class PathEndpoint(IPartnerDirectory directory, IProgramCatalog catalog, IGrainFactory grains, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/people/{ref}/path", ([FromRoute(Name = "ref")] string reference, HttpContext context, PathEndpoint paths, string? asOf = null) => paths.GetAsync(reference, context))
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetPath").WithTags("Standing").WithSummary("What a person holds, and what is left to do for each certification of the person's roles")
            .WithDescription("asOf: an RFC 3339 instant; now unless given. Certifications that are for a role which the person does not have are left out.")
            .Produces<PersonPath>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);

    private async Task<IResult> GetAsync(string reference, HttpContext context)
    {
        if (Query.Allow(context.Request, "asOf") is { } unknown)
            return Problems.From(unknown);
        if (!Query.Instant(context.Request, "asOf").TryGet(out var given, out var error) && error is not null)
            return Problems.From(error);
        var asOf = given ?? clock.UtcNow();
        if (!(await directory.ResolvePeopleAsync([reference], context.Credential().PartnerId, context.RequestAborted)).TryGetValue(reference, out var person))
            return Problems.From(Error.NotFound("unknown-person", $"Nobody is named '{Query.Shorten(reference)}'."));
        if (await catalog.InForceAsync(asOf, context.RequestAborted) is not { } version)
            return Problems.From(TwoClocks.NoPolicy);

        var affiliation = (await directory.AffiliationsOfPersonAsync(person, context.RequestAborted)).FirstOrDefault(a => a.Counting && a.From <= asOf && (a.To is null || asOf < a.To));
        var roles = affiliation?.Roles ?? [];
        var facts = await grains.GetGrain<ILearnerGrain>(person).FactsAsync();
        var completions = Completions.Of(facts.Ledger(), version.Policy);
        var known = new PersonFacts(person, null, [], Awards.Of(person, version.Policy, completions), completions);
        var certifications = version.Policy.Certifications
            .Where(certification => certification.Role is null || roles.Contains(certification.Role))
            .Select(certification => Of(version.Policy, certification, known, asOf))
            .ToList();
        return Results.Ok(new PersonPath(person, affiliation?.PartnerId, roles, asOf, version.Number, certifications));
    }

    private static CertificationPath Of(ProgramPolicy policy, Certification certification, PersonFacts person, DateTime asOf)
    {
        var held = Holdings.At(person, [certification.Id], PolicyIndex.Of(policy), asOf);
        var path = RemainingPath.For(policy, certification, person, asOf);
        return new CertificationPath(certification.Id, certification.Name, certification.Role, held is not null, held?.Id, held is null ? null : AwardStates.At(held, person.Awards, PolicyIndex.Of(policy), asOf), held?.ExpiresAt, path.Courses, path.Minutes, path.Url);
    }
}

/// <summary>A person's way through the programme.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Partner">The partner for which the person counts at that instant.</param>
/// <param name="Roles">The person's roles there.</param>
/// <param name="AsOf">The instant.</param>
/// <param name="PolicyVersion">The policy version that rules then.</param>
/// <param name="Certifications">The certifications for everyone and for those roles.</param>
internal sealed record PersonPath(string Person, string? Partner, IReadOnlyList<string> Roles, DateTime AsOf, int PolicyVersion, IReadOnlyList<CertificationPath> Certifications);

/// <summary>The way to one certification.</summary>
/// <param name="Certification">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">The role that it is for; absent for everyone.</param>
/// <param name="Held">Whether it is held at that instant.</param>
/// <param name="Award">The award by which it is held.</param>
/// <param name="State">That award's state: <c>active</c>, <c>expiring</c>, <c>at-risk</c> or <c>superseded</c>.</param>
/// <param name="ExpiresAt">When that expires; absent for never.</param>
/// <param name="Courses">The courses still to do; what is done is not asked for again.</param>
/// <param name="Minutes">The learner's time for them.</param>
/// <param name="Url">Where to begin.</param>
internal sealed record CertificationPath(
    string Certification, string Name, string? Role, bool Held, string? Award, string? State, DateTime? ExpiresAt, IReadOnlyList<string> Courses, int Minutes, string? Url);
