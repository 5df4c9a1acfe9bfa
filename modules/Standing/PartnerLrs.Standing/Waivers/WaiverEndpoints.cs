using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Organisations;

namespace PartnerLrs.Standing.Waivers;

/// <summary><c>/api/v1/waivers</c>. A partner's own credential reads that partner's and writes none.</summary>
internal sealed class WaiverEndpoints(WaiverStore store, IPartnerDirectory directory, IProgramCatalog catalog, IGrainFactory grains, IdFactory ids, TimeProvider clock)
{
    private const string Path = "/api/v1/waivers";
    private const int MaximumBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, (HttpContext context, WaiverEndpoints waivers) => waivers.PostAsync(context))
            .RequireScope(Scopes.Admin)
            .WithName("AddWaiver").WithTags("Waivers").WithSummary("Let a partner pass a gate that would deny it, for a time")
            .Accepts<WaiverDocument>("application/json")
            .Produces<WaiverResource>(StatusCodes.Status201Created)
            .DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        endpoints.MapGet(Path, (HttpContext context, WaiverEndpoints waivers, string? partner = null, string? gate = null, string? limit = null, string? after = null) => waivers.ListAsync(context, partner, gate))
            .RequireScope(Scopes.PartnersRead)
            .WithName("ListWaivers").WithTags("Waivers").WithSummary("List waivers, past ones included, of a partner or a gate if so asked")
            .Produces<ListPage<WaiverResource>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        endpoints.MapGet(Path + "/{id}", (string id, HttpContext context, WaiverEndpoints waivers) => waivers.GetAsync(id, context))
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetWaiver").WithTags("Waivers").WithSummary("Get a waiver by its id")
            .Produces<WaiverResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        endpoints.MapDelete(Path + "/{id}", (string id, HttpContext context, WaiverEndpoints waivers) => waivers.EndAsync(id, context))
            .RequireScope(Scopes.Admin)
            .WithName("EndWaiver").WithTags("Waivers").WithSummary("End a waiver now; it stays readable")
            .Produces<WaiverResource>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private async Task<IResult> PostAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        var caller = context.Credential();
        if (caller.PartnerId is not null)
            return Bound();
        var (document, refusal) = await JsonBody.ReadDocumentAsync(context.Request, MaximumBytes);
        if (document is null)
            return refusal!;
        using (document)
        {
            var (errors, now) = (new List<Error>(), clock.UtcNow());
            var body = ObjectReader.Of(document.RootElement, "", errors) is { } reader ? WaiverBody.Read(reader, now) : null;
            if (errors.Count == 0 && body is not null)
                return await AddAsync(body, caller, now, context.RequestAborted);
            return Problems.From(errors);
        }
    }

    private async Task<IResult> AddAsync(WaiverBody body, Credential caller, DateTime now, CancellationToken cancellationToken)
    {
        if (await directory.ResolvePartnerAsync(body.Partner.ToString(), cancellationToken) is not { } partnerId)
            return Problems.From(Error.Invalid("unknown-partner", $"partner: no partner is named '{body.Partner}'.", "/partner"));
        var gates = (await catalog.AllAsync(cancellationToken)).SelectMany(version => version.Policy.Benefits).Select(benefit => benefit.Gate?.Id).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (!gates.Contains(body.Gate))
            return Problems.From(Error.Invalid("unknown-gate", $"gate: no published programme has a gate '{Query.Shorten(body.Gate)}'; expected one of {string.Join(", ", gates.Order(StringComparer.Ordinal))}.", "/gate"));
        var waiver = new Waiver(ids.NewId(), partnerId, body.Gate, body.Product, body.Maximum, body.Reason, body.From, body.Until, now, caller.Name);
        await store.AddAsync(waiver, cancellationToken);
        await grains.GetGrain<IPartnerGrain>(partnerId).RefreshAsync();
        return Results.Created($"{Path}/{waiver.Id}", WaiverResource.Of(waiver, now));
    }

    private async Task<IResult> ListAsync(HttpContext context, string? partner, string? gate)
    {
        if (!ListRequest.Read(context.Request, "partner", "gate").TryGet(out var list, out var error))
            return Problems.From(error);
        var bound = context.Credential().PartnerId;
        IReadOnlyList<string>? partners = bound is null ? null : [bound];
        if (partner is not null)
        {
            var id = await directory.ResolvePartnerAsync(partner, context.RequestAborted);
            if (id is null || (bound is not null && bound != id))
                return Problems.From(Error.NotFound("unknown-partner", $"partner: no partner is named '{Query.Shorten(partner)}'."));
            // Waivers of partners that were merged into it let it pass, too.
            partners ??= [id, .. await directory.AliasesAsync(id, context.RequestAborted)];
        }

        var now = clock.UtcNow();
        var found = await store.ListAsync(list.After, list.Limit + 1, partners, gate, context.RequestAborted);
        return Results.Ok(list.Page(context.Request, [.. found.Select(waiver => WaiverResource.Of(waiver, now))], waiver => waiver.Id));
    }

    private async Task<IResult> GetAsync(string id, HttpContext context)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        return await FindAsync(id, context) is { } waiver ? Results.Ok(WaiverResource.Of(waiver, clock.UtcNow())) : Unknown(id);
    }

    private async Task<IResult> EndAsync(string id, HttpContext context)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        var caller = context.Credential();
        if (caller.PartnerId is not null)
            return Bound();
        if (await FindAsync(id, context) is not { } waiver)
            return Unknown(id);
        var now = clock.UtcNow();
        if (waiver.EndedAt is null && now < waiver.Until)
        {
            await store.EndAsync(id, now, caller.Name, context.RequestAborted);
            waiver = (await store.FindAsync(id, context.RequestAborted))!;
        }

        await grains.GetGrain<IPartnerGrain>(waiver.PartnerId).RefreshAsync();
        return Results.Ok(WaiverResource.Of(waiver, now));
    }

    private async Task<Waiver?> FindAsync(string id, HttpContext context)
    {
        var bound = context.Credential().PartnerId;
        return Guid.TryParseExact(id, "D", out _) && await store.FindAsync(id, context.RequestAborted) is { } waiver && (bound is null || bound == waiver.PartnerId) ? waiver : null;
    }

    private static IResult Bound() => Problems.From(new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; nobody grants waivers to themselves."));

    private static IResult Unknown(string id) => Problems.From(Error.NotFound("unknown-waiver", $"There is no waiver '{Query.Shorten(id)}'."));
}
