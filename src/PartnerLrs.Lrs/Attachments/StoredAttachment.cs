namespace PartnerLrs.Lrs.Attachments;

/// <summary>Content that can be read.</summary>
/// <param name="Id">Under which its chunks stand.</param>
/// <param name="Sha2">Its hash.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="ContentType">The media type that the statement announces.</param>
internal sealed record StoredAttachment(Guid Id, byte[] Sha2, long Length, string ContentType);
