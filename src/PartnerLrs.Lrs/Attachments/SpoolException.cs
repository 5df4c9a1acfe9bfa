namespace PartnerLrs.Lrs.Attachments;

/// <summary>The temporary folder does not take an attachment. It is no <see cref="IOException"/>, so that it is not taken for a fault of the request's.</summary>
internal sealed class SpoolException(Exception cause) : Exception("Attachments cannot be written to the temporary folder.", cause);
