using System.Collections.Frozen;

namespace PartnerLrs.Platform.Credentials;

/// <summary>A machine's way in: what it is called and what it may do. The secret is not in it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The user name of HTTP Basic.</param>
/// <param name="Name">Its name, unique among credentials; policies name the authorities they trust by it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="PartnerId">The partner it is bound to, or null: a bound one sees only that partner's people and is never trusted as evidence.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
public sealed record Credential(string Id, string Key, string Name, FrozenSet<string> Scopes, string? PartnerId, DateTime CreatedAt, DateTime? RevokedAt)
{
    /// <summary>Whether it may do what needs a scope.</summary>
    public bool May(string scope) => Credentials.Scopes.Allow(Scopes, scope);
}
