using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace PartnerLrs.Platform.Http;

/// <summary>An endpoint's scope: a caller needs one of these. It stands in the endpoint's metadata, where a test looks for it.</summary>
/// <param name="AnyOf">The scopes of which one suffices.</param>
public sealed record ScopeRequirement(IReadOnlyList<string> AnyOf) : IAuthorizationRequirement;

/// <summary>Puts scopes on endpoints.</summary>
public static class ScopeEndpoints
{
    /// <summary>Lets in callers whose credential may do one of these.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, params string[] anyOf)
        where TBuilder : IEndpointConventionBuilder
    {
        var requirement = new ScopeRequirement(anyOf);
        builder.RequireAuthorization(new AuthorizationPolicyBuilder(BasicAuthentication.SchemeName).AddRequirements(requirement).RequireAuthenticatedUser().Build());
        return builder.WithMetadata(requirement);
    }
}

/// <summary>Judges <see cref="ScopeRequirement"/> by the caller's credential.</summary>
internal sealed class ScopeHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.Identity is CredentialIdentity { Credential: var credential } && requirement.AnyOf.Any(credential.May))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
