using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Receipts;

/// <summary>Signed receipts for decisions, and the keys to verify them.</summary>
internal sealed class ReceiptEndpoints(ReceiptKeys keys, DecisionLog decisions, TimeProvider clock, IOptions<GateOptions> options)
{
    private const string Keys = "/api/v1/receipt-keys";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/decisions/{id}/receipt", (string id, HttpContext context, ReceiptEndpoints receipts) => receipts.ReceiptAsync(id, context))
            .RequireScope(Scopes.GatesCheck)
            .WithName("GetReceipt").WithTags("Gates").WithSummary("A signed receipt of a decision: a JWS (RFC 7515, compact, ES256) with the digest of the decision's bytes")
            .Produces<string>(StatusCodes.Status200OK, "application/jose")
            .DescribesProblems(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
        endpoints.MapGet("/.well-known/jwks.json", (HttpContext context, ReceiptEndpoints receipts) => receipts.JwksAsync(context))
            .AllowAnonymous()
            .WithName("GetReceiptKeySet").WithTags("Gates").WithSummary("The public keys of receipts, as a JWK Set (RFC 7517); old ones stay")
            .Produces<JwkSet>();
        endpoints.MapGet(Keys, (HttpContext context, ReceiptEndpoints receipts) => receipts.ListAsync(context))
            .RequireScope(Scopes.Admin)
            .WithName("ListReceiptKeys").WithTags("Gates").WithSummary("List the keys of receipts, the one that signs first")
            .Produces<IReadOnlyList<ReceiptKeyResource>>().DescribesProblems(StatusCodes.Status400BadRequest);
        endpoints.MapPost(Keys, (HttpContext context, ReceiptEndpoints receipts) => receipts.RotateAsync(context))
            .RequireScope(Scopes.Admin)
            .WithName("RotateReceiptKey").WithTags("Gates").WithSummary("Make a new key, which signs receipts from now on")
            .Produces<ReceiptKeyResource>(StatusCodes.Status201Created).DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<IResult> ReceiptAsync(string id, HttpContext context)
    {
        if (!(await DecisionEndpoint.FindAsync(id, context, decisions)).TryGet(out var decision, out var error))
            return Problems.From(error);
        return await WithSecretAsync(async () =>
        {
            var (signed, signature) = await keys.SignAsync(key => Encoding.ASCII.GetBytes($"{Header(key)}.{Payload(decision)}"), context.RequestAborted);
            context.Response.Headers.CacheControl = "private, no-store";
            return Results.Text($"{Encoding.ASCII.GetString(signed)}.{Base64Url.EncodeToString(signature)}", "application/jose");
        });
    }

    private async Task<IResult> JwksAsync(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Ok(new JwkSet([.. (await keys.AllAsync(context.RequestAborted)).Select(key => new Jwk("EC", "P-256", key.X, key.Y, "sig", "ES256", key.Id))]));
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        if (Refusal(context) is { } refusal)
            return refusal;
        return Results.Ok((await keys.AllAsync(context.RequestAborted)).Select((key, i) => new ReceiptKeyResource(key.Id, key.CreatedAt, i == 0)).ToList());
    }

    private async Task<IResult> RotateAsync(HttpContext context)
    {
        if (Refusal(context) is { } refusal)
            return refusal;
        return await WithSecretAsync(async () =>
        {
            var key = await keys.AddAsync(context.RequestAborted);
            return Results.Created("/.well-known/jwks.json", new ReceiptKeyResource(key.Id, key.CreatedAt, true));
        });
    }

    private static IResult? Refusal(HttpContext context)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        return context.Credential().PartnerId is null ? null : Problems.From(new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; the keys are the vendor's."));
    }

    private static async Task<IResult> WithSecretAsync(Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "receipt-secret-unavailable", "The secret that protects the signing keys cannot be read or made (Receipts:KeyFile).");
        }
    }

    private static string Header(string key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new ReceiptHeader("ES256", "decision-receipt+jwt", key), JsonBody.Options));

    private string Payload(RecordedDecision decision)
    {
        var times = DecisionTimes.Of(decision.Answer);
        var payload = new ReceiptPayload(
            options.Value.PublicUrl,
            decision.PartnerId,
            decision.Id,
            new DateTimeOffset(clock.UtcNow()).ToUnixTimeSeconds(),
            decision.Gate,
            decision.Allowed,
            decision.PolicyVersion,
            decision.AskedAt,
            times.AsOf,
            times.KnownAt,
            Base64Url.EncodeToString(SHA256.HashData(decision.Answer)));
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload, JsonBody.Options));
    }
}
