namespace PartnerLrs.Standing.Receipts;

/// <summary>A receipt's protected header (RFC 7515).</summary>
/// <param name="Alg"><c>ES256</c>.</param>
/// <param name="Typ"><c>decision-receipt+jwt</c>: a receipt is mistaken for no other token.</param>
/// <param name="Kid">The key.</param>
internal sealed record ReceiptHeader(string Alg, string Typ, string Kid);

/// <summary>What a receipt says.</summary>
/// <param name="Iss">This installation's public address.</param>
/// <param name="Sub">The partner's id.</param>
/// <param name="Jti">The decision's id.</param>
/// <param name="Iat">When it was signed, in seconds since 1970.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Decision">The decision.</param>
/// <param name="PolicyVersion">The policy version that ruled.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="AsOf">The instant that it is about.</param>
/// <param name="KnownAt">The instant of knowledge.</param>
/// <param name="AnswerSha256">SHA-256 of the decision's bytes as they were answered, base64url.</param>
internal sealed record ReceiptPayload(
    string Iss, string Sub, string Jti, long Iat, string Gate, bool Decision, int PolicyVersion, DateTime AskedAt, DateTime AsOf, DateTime KnownAt, string AnswerSha256);

/// <summary>Public keys (RFC 7517).</summary>
/// <param name="Keys">The keys, the one that signs first.</param>
internal sealed record JwkSet(IReadOnlyList<Jwk> Keys);

/// <summary>A public key (RFC 7517, RFC 7518 section 6.2).</summary>
internal sealed record Jwk(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid);

/// <summary>A key as administrators see it.</summary>
/// <param name="Id">Its id, <c>kid</c> in receipts.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Signs">Whether it signs now.</param>
internal sealed record ReceiptKeyResource(string Id, DateTime CreatedAt, bool Signs);
