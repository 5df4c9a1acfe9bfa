using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Platform.Credentials;

namespace PartnerLrs.Platform.Http;

/// <summary>The identity of a request that proved a credential.</summary>
public sealed class CredentialIdentity(Credential credential) : ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, credential.Id), new Claim(ClaimTypes.Name, credential.Name)], BasicAuthentication.SchemeName)
{
    /// <summary>The credential.</summary>
    public Credential Credential { get; } = credential;
}

/// <summary>Finds the caller.</summary>
public static class Caller
{
    /// <summary>The credential of this request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint let an unproven caller in: a missing scope on it.</exception>
    public static Credential Credential(this HttpContext context) =>
        (context.User.Identity as CredentialIdentity)?.Credential ?? throw new InvalidOperationException("The endpoint has no scope, so the caller has no credential.");
}
