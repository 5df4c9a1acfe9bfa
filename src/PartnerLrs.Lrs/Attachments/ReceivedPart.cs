namespace PartnerLrs.Lrs.Attachments;

/// <summary>An attachment's data as a request brought it, proven by its hash.</summary>
/// <param name="Number">Which part of the request it was; the statements are part 1.</param>
/// <param name="Sha2">Its hash.</param>
/// <param name="Position">Where it starts in the request's spool.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record ReceivedPart(int Number, byte[] Sha2, long Position, long Length);
