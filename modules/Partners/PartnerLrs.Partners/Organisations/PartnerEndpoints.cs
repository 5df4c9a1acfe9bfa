using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Organisations;

/// <summary><c>/api/v1/partners</c>.</summary>
internal static class PartnerEndpoints
{
    private const string Path = "/api/v1/partners";

    public static void MapPartners(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, (HttpContext context, DirectoryWriter writer) => UpsertEndpoint.HandleAsync(context, writer, new PartnerUpsert(), Path))
            .RequireScope(Scopes.PartnersWrite)
            .WithName("UpsertPartners").WithTags("Partners")
            .WithSummary("Create or update partners: one object, or an array of up to 1,000")
            .DescribesUpsert<PartnerDocument, PartnerResource>();
        endpoints.MapGet(Path, ListAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListPartners").WithTags("Partners").WithSummary("List partners")
            .Produces<ListPage<PartnerResource>>().DescribesProblems(StatusCodes.Status400BadRequest);
        endpoints.MapGet(Path + "/{ref}", GetAsync)
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetPartner").WithTags("Partners").WithSummary("Get a partner by its id or system:externalId")
            .Produces<PartnerResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpContext context, DirectoryQueries directory, string? limit = null, string? after = null)
    {
        if (!ListRequest.Read(context.Request).TryGet(out var list, out var error))
            return Problems.From(error);
        var found = await directory.PartnersAsync(list, context.Credential().PartnerId, context.RequestAborted);
        return Results.Ok(list.Page(context.Request, found, partner => partner.Id!));
    }

    private static async Task<IResult> GetAsync(HttpContext context, DirectoryQueries directory, [FromRoute(Name = "ref")] string reference)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        return ReferenceInPath.TryRead(context, reference, out var parsed) && await directory.PartnerAsync(parsed, context.Credential().PartnerId, context.RequestAborted) is { } partner
            ? Results.Ok(partner)
            : Problems.From(Error.NotFound("unknown-partner", $"No partner is named '{Query.Shorten(reference)}'."));
    }
}
