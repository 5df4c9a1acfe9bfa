using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Performance.Deals;

/// <summary><c>/api/v1/deals</c>. Who writes deals may read them; so may who reads partners.</summary>
internal static class DealEndpoints
{
    private const string Path = "/api/v1/deals";

    public static void MapDeals(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, (HttpContext context, DealsWriter writer, IPartnerDirectory directory) => UpsertEndpoint.HandleAsync(context, writer, new DealUpsert(directory), Path))
            .RequireScope(Scopes.DealsWrite)
            .WithName("UpsertDeals").WithTags("Deals")
            .WithSummary("Create or update deals by source and externalId: one object, or an array of up to 1,000")
            .DescribesUpsert<DealDocument, DealResource>();
        endpoints.MapGet(Path, ListAsync)
            .RequireScope(Scopes.DealsWrite, Scopes.PartnersRead)
            .WithName("ListDeals").WithTags("Deals").WithSummary("List deals, of a partner or in a status if so asked")
            .Produces<ListPage<DealResource>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        endpoints.MapGet(Path + "/{ref}", GetAsync)
            .RequireScope(Scopes.DealsWrite, Scopes.PartnersRead)
            .WithName("GetDeal").WithTags("Deals").WithSummary("Get a deal by its id or source:externalId")
            .Produces<DealResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, DealsContext db, IPartnerDirectory directory, string? partner = null, string? status = null, string? limit = null, string? after = null)
    {
        if (!ListRequest.Read(context.Request, "partner", "status").TryGet(out var list, out var error))
            return Problems.From(error);
        var deals = Visible(context, db).Where(d => string.Compare(d.Id, list.After) > 0);
        if (partner is not null)
        {
            var bound = context.Credential().PartnerId;
            var id = await directory.ResolvePartnerAsync(partner, context.RequestAborted);
            if (id is null || (bound is not null && bound != id))
                return Problems.From(Error.NotFound("unknown-partner", $"partner: no partner is named '{Query.Shorten(partner)}'."));
            var aliases = await directory.AliasesAsync(id, context.RequestAborted);
            deals = deals.Where(d => d.PartnerId == id || aliases.Contains(d.PartnerId));
        }

        if (status is not null)
        {
            if (!DealStatusNames.TryParse(status, out var wanted))
                return Problems.From(Error.Invalid("invalid-parameter", $"status: expected one of {string.Join(", ", DealStatusNames.All)}, found '{Query.Shorten(status)}'."));
            deals = deals.Where(d => d.Status == wanted);
        }

        var found = await deals.OrderBy(d => d.Id).Take(list.Limit + 1).ToListAsync(context.RequestAborted);
        return Results.Ok(list.Page(context.Request, found.ConvertAll(deal => DealResource.Of(deal)), deal => deal.Id!));
    }

    private static async Task<IResult> GetAsync(HttpContext context, DealsContext db, [FromRoute(Name = "ref")] string reference)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        if (!ReferenceInPath.TryRead(context, reference, out var parsed))
            return Unknown(reference);
        var (id, source, externalId) = (parsed.Id, parsed.System, parsed.ExternalId);
        var deal = await Visible(context, db).FirstOrDefaultAsync(d => id != null ? d.Id == id : d.Source == source && d.ExternalId == externalId, context.RequestAborted);
        return deal is null ? Unknown(reference) : Results.Ok(DealResource.Of(deal));
    }

    private static IQueryable<Deal> Visible(HttpContext context, DealsContext db)
    {
        var bound = context.Credential().PartnerId;
        return db.Deals.AsNoTracking().Where(d => bound == null || d.PartnerId == bound);
    }

    private static IResult Unknown(string reference) => Problems.From(Error.NotFound("unknown-deal", $"No deal is named '{Query.Shorten(reference)}'."));
}
