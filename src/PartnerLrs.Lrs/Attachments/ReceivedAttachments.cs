using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>The attachments of one request, by hash.</summary>
internal sealed class ReceivedAttachments : IAsyncDisposable
{
    private readonly Dictionary<string, ReceivedPart> parts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What they were received into.</summary>
    public Spool Spool { get; } = new();

    /// <summary>The attachments in the order received.</summary>
    public IEnumerable<ReceivedPart> Parts => parts.Values.OrderBy(part => part.Number);

    /// <summary>How many there are.</summary>
    public int Count => parts.Count;

    /// <summary>The part that has a statement's attachment, or null.</summary>
    public ReceivedPart? Find(string sha2) => parts.GetValueOrDefault(sha2);

    /// <summary>Takes a part that was checked.</summary>
    public void Add(ReceivedPart part) => parts.Add(Convert.ToHexStringLower(part.Sha2), part);

    /// <summary>A part's bytes.</summary>
    public async ValueTask<byte[]> ReadAsync(ReceivedPart part, CancellationToken cancellationToken)
    {
        var bytes = new byte[part.Length];
        await Spool.ReadAsync(part.Position, bytes, cancellationToken);
        return bytes;
    }

    /// <summary>What a statement delivers: each content that it announces and that came along, once.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="upload">Under which id a part was uploaded, if it had to be.</param>
    public IReadOnlyList<AttachmentDelivery> Of(ParsedStatement statement, Func<ReceivedPart, Guid?> upload)
    {
        if (parts.Count == 0 || statement.Attachments.Count == 0)
            return [];
        return
        [
            .. statement.Attachments
                .Select(attachment => (attachment.ContentType, Part: Find(attachment.Sha2)))
                .Where(found => found.Part is not null)
                .DistinctBy(found => found.Part)
                .Select(found => new AttachmentDelivery(found.Part!.Sha2, found.ContentType, upload(found.Part))),
        ];
    }

    public ValueTask DisposeAsync() => Spool.DisposeAsync();
}
