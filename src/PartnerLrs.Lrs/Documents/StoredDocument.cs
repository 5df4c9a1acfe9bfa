namespace PartnerLrs.Lrs.Documents;

/// <summary>A document as it stands.</summary>
/// <param name="ContentType">Its media type, as it was sent.</param>
/// <param name="ETag">Its entity tag without quotes: see <see cref="Http.EntityTag"/>.</param>
/// <param name="Updated">When it last changed.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Content">Its bytes, or null where they were not asked for.</param>
internal sealed record StoredDocument(string ContentType, string ETag, DateTime Updated, long Length, byte[]? Content);
