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
    private const int MaximumBytes = 64 * 1024;
    private const int MaximumReason = 1000;

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
            .WithDescription("conflict=true: those that claim to count for somebody who counts for another partner, and wait for the person's choice.")
            .Produces<ListPage<AffiliationResource>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        endpoints.MapPost(Path + "/{id}/choice", (HttpContext context, Choices choices, string id) => ChooseAsync(context, choices, id))
            .RequireScope(Scopes.PartnersWrite)
            .WithName("ChooseAffiliation").WithTags("Affiliations").WithSummary("The person chooses to count by this affiliation from now on")
            .WithDescription("What counted until now ends counting now; both go on as affiliations of their own. The programme may ask for a time between two choices.")
            .Accepts<ChoiceDocument>("application/json")
            .Produces<AffiliationResource>()
            .DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        endpoints.MapGet(Path + "/{id}", GetAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetAffiliation").WithTags("Affiliations").WithSummary("Get an affiliation by its id")
            .Produces<AffiliationResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, DirectoryQueries directory, TimeProvider clock, string? partner = null, string? person = null, string? conflict = null, string? limit = null, string? after = null)
    {
        if (!ListRequest.Read(context.Request, "partner", "person", "conflict").TryGet(out var list, out var error))
            return Problems.From(error);
        if (conflict is not (null or "true" or "false"))
            return Problems.From(Error.Invalid("invalid-parameter", "conflict: expected true or false."));
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

        var found = await directory.AffiliationsAsync(list, ofPartner, ofPerson, conflict is null ? null : conflict == "true", clock.UtcNow(), bound, context.RequestAborted);
        return Results.Ok(list.Page(context.Request, found, affiliation => affiliation.Id!));
    }

    private static async Task<IResult> ChooseAsync(HttpContext context, Choices choices, string id)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        if (context.Credential().PartnerId is not null)
            return Problems.From(new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; for which partner to count is the person's choice."));
        var (document, refusal) = await JsonBody.ReadDocumentAsync(context.Request, MaximumBytes);
        if (document is null)
            return refusal!;
        using (document)
        {
            var errors = new List<Error>();
            var body = ObjectReader.Of(document.RootElement, "", errors);
            body?.Allow("reason");
            var reason = body?.Text("reason", MaximumReason, required: false);
            if (errors.Count > 0)
                return Problems.From(errors);
            var chosen = Guid.TryParseExact(id, "D", out _)
                ? await choices.ChooseAsync(id, reason, context.Credential().Name, context.RequestAborted)
                : Choices.Unknown(id);
            return chosen.ToHttp();
        }
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
