using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Standing.Pump;

namespace PartnerLrs.Standing.Organisations;

/// <summary><c>GET /api/v1/partners/{ref}/standing</c>.</summary>
internal sealed class StandingEndpoint(IPartnerDirectory directory, IGrainFactory grains, FoldProgress progress, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/partners/{ref}/standing", ([FromRoute(Name = "ref")] string reference, HttpContext context, StandingEndpoint standing, string? asOf = null, string? knownAt = null) => standing.GetAsync(reference, context))
            .RequireScope(Scopes.PartnersRead)
            .WithName("GetStanding").WithTags("Standing").WithSummary("A partner's tier, what each requirement has and needs, and how each gate answers")
            .WithDescription("asOf and knownAt: RFC 3339 instants; what it is about, and with what knowledge. Nothing is recorded.")
            .Produces<PartnerStanding>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);

    private async Task<IResult> GetAsync(string reference, HttpContext context)
    {
        if (Query.Allow(context.Request, "asOf", "knownAt") is { } unknown)
            return Problems.From(unknown);
        if (!TwoClocks.Read(context.Request, clock.UtcNow()).TryGet(out var instants, out var error))
            return Problems.From(error);
        var (asOf, knownAt) = instants;
        var bound = context.Credential().PartnerId;
        var partnerId = await directory.ResolvePartnerAsync(reference, context.RequestAborted);
        if (partnerId is null || (bound is not null && bound != partnerId))
            return Problems.From(Error.NotFound("unknown-partner", $"No partner is named '{Query.Shorten(reference)}'."));

        await progress.CatchUpAsync(context.RequestAborted);
        var reflects = progress.ReflectsThrough;
        return await grains.GetGrain<IPartnerGrain>(partnerId).StandingAsync(asOf, knownAt) is { } standing
            ? Results.Ok(standing with { ReflectsThrough = reflects > knownAt ? knownAt : reflects })
            : Problems.From(TwoClocks.NoPolicy);
    }
}
