using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Affiliations;

/// <summary><c>/api/v1/affiliations</c>.</summary>
internal static class AffiliationEndpoints
{
    private const string Path = "/api/v1/affiliations";

    public static void MapAffiliations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, (HttpContext context, DirectoryWriter writer) => UpsertEndpoint.HandleAsync(context, writer, new AffiliationUpsert(), Path))
            .RequireScope(Scopes.PartnersWrite)
            .WithName("UpsertAffiliations").WithTags("Affiliations")
            .WithSummary("Create, change or end affiliations: one object, or an array of up to 1,000")
            .DescribesUpsert<AffiliationDocument, AffiliationResource>();
        endpoints.MapGet(Path, ListAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListAffiliations").WithTags("Affiliations").WithSummary("List affiliations, ended ones included")
            .Produces<ListPage<AffiliationResource>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        endpoints.MapGet(Path + "/{id}", GetAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetAffiliation").WithTags("Affiliations").WithSummary("Get an affiliation by its id")
            .Produces<AffiliationResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, DirectoryQueries directory, TimeProvider clock, string? partner = null, string? person = null, string? limit = null, string? after = null)
    {
        if (!ListRequest.Read(context.Request, "partner", "person").TryGet(out var list, out var error))
            return Problems.From(error);
        var bound = context.Credential().PartnerId;
        string? ofPartner = null;
        if (partner is not null)
        {
            ofPartner = Reference.TryParse(partner, out var reference) ? await directory.PartnerIdAsync(reference, bound, context.RequestAborted) : null;
            if (ofPartner is null)
                return Problems.From(Error.NotFound("unknown-partner", $"partner: no partner is named '{Query.Shorten(partner)}'."));
        }

        string? ofPerson = null;
        if (person is not null)
        {
            ofPerson = Reference.TryParse(person, out var reference) ? await directory.PersonIdAsync(reference, bound, clock.UtcNow(), context.RequestAborted) : null;
            if (ofPerson is null)
                return Problems.From(Error.NotFound("unknown-person", $"person: nobody is named '{Query.Shorten(person)}'."));
        }

        var found = await directory.AffiliationsAsync(list, ofPartner, ofPerson, bound, context.RequestAborted);
        return Results.Ok(list.Page(context.Request, found, affiliation => affiliation.Id!));
    }

    private static async Task<IResult> GetAsync(HttpContext context, DirectoryQueries directory, string id)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        return Guid.TryParseExact(id, "D", out _) && await directory.AffiliationAsync(id, context.Credential().PartnerId, context.RequestAborted) is { } affiliation
            ? Results.Ok(affiliation)
            : Problems.From(Error.NotFound("unknown-affiliation", $"No affiliation has the id '{Query.Shorten(id)}'."));
    }
}
