using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Platform.Credentials;

/// <summary><c>/api/v1/credentials</c>: administration of credentials.</summary>
public static class CredentialEndpoints
{
    private const int MaximumBody = 64 * 1024;

    /// <summary>Maps the resource.</summary>
    public static IEndpointRouteBuilder MapCredentialEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/v1/credentials").WithTags("Credentials").RequireScope(Scopes.Admin);
        group.MapGet("", ListAsync).WithName("ListCredentials").WithSummary("All credentials, revoked ones included; no secrets.").Produces<IReadOnlyList<CredentialView>>();
        group.MapPost("", AddAsync).WithName("AddCredential").WithSummary("Makes a credential. Its secret is in this answer and nowhere else.")
            .Accepts<NewCredential>("application/json").Produces<IssuedView>(201).ProducesProblem(400).ProducesProblem(409);
        group.MapPost("/{id}/secret", RenewAsync).WithName("RenewCredentialSecret").WithSummary("Gives a credential a new secret; the old one stops working.").Produces<IssuedView>().ProducesProblem(404);
        group.MapDelete("/{id}", RevokeAsync).WithName("RevokeCredential").WithSummary("Revokes a credential for good.").Produces<CredentialView>().ProducesProblem(404);
        return endpoints;
    }

    private static async Task<IResult> ListAsync(HttpContext context, CredentialStore credentials) =>
        Query.Allow(context.Request) is { } error ? Problems.From(error) : Results.Ok((await credentials.ListAsync(context.RequestAborted)).Select(CredentialView.Of));

    private static async Task<IResult> AddAsync(HttpContext context, CredentialStore credentials)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        if (!(await JsonBody.ReadAsync<NewCredential>(context.Request, MaximumBody)).TryGet(out var body, out var error))
            return Problems.From(error);
        var added = await credentials.AddAsync(body.Name, body.Scopes, body.PartnerId, null, null, context.RequestAborted);
        return added.TryGet(out var issued, out error) ? Results.Created($"/api/v1/credentials/{issued.Credential.Id}", IssuedView.Of(issued)) : Problems.From(error);
    }

    private static async Task<IResult> RenewAsync(string id, HttpContext context, CredentialStore credentials) =>
        (await credentials.RenewSecretAsync(id, context.RequestAborted)).TryGet(out var issued, out var error) ? Results.Ok(IssuedView.Of(issued)) : Problems.From(error);

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, CredentialStore credentials) =>
        (await credentials.RevokeAsync(id, context.RequestAborted)).TryGet(out var credential, out var error) ? Results.Ok(CredentialView.Of(credential)) : Problems.From(error);

    /// <summary>What is sent to make one.</summary>
    private sealed record NewCredential(string Name, IReadOnlyList<string> Scopes, string? PartnerId = null);

    /// <summary>A credential without its secret.</summary>
    private sealed record CredentialView(string Id, string Key, string Name, IReadOnlyList<string> Scopes, string? PartnerId, DateTime CreatedAt, DateTime? RevokedAt)
    {
        public static CredentialView Of(Credential c) => new(c.Id, c.Key, c.Name, [.. c.Scopes.Order(StringComparer.Ordinal)], c.PartnerId, c.CreatedAt, c.RevokedAt);
    }

    /// <summary>A credential with its secret, once.</summary>
    private sealed record IssuedView(string Id, string Key, string Secret, string Name, IReadOnlyList<string> Scopes, string? PartnerId)
    {
        public static IssuedView Of(IssuedCredential issued) =>
            new(issued.Credential.Id, issued.Credential.Key, issued.Secret, issued.Credential.Name, [.. issued.Credential.Scopes.Order(StringComparer.Ordinal)], issued.Credential.PartnerId);
    }
}
