using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>An attachment as one of a request's statements announces it.</summary>
/// <param name="Statement">The index of the statement.</param>
/// <param name="Reference">What it says.</param>
internal sealed record AnnouncedAttachment(int Statement, AttachmentReference Reference);
