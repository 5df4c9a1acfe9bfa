namespace PartnerLrs.Lrs.Attachments;

/// <summary>That a statement delivers an attachment's content; written with the statement.</summary>
/// <param name="Sha2">The content's hash.</param>
/// <param name="ContentType">The media type that the statement announces.</param>
/// <param name="Upload">Under which id this request uploaded the content; null when it was there already.</param>
internal sealed record AttachmentDelivery(byte[] Sha2, string ContentType, Guid? Upload);
