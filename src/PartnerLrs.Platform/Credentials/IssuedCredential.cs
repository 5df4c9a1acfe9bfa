namespace PartnerLrs.Platform.Credentials;

/// <summary>A credential at the one moment at which its secret is known.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Secret">The password of HTTP Basic. Only its hash is kept.</param>
public sealed record IssuedCredential(Credential Credential, string Secret);
