namespace PartnerLrs.Lrs.Attachments;

/// <summary>What one request uploaded. Disposing it removes what no statement came to refer to: all of it when the request failed, what others brought first when it did not.</summary>
internal sealed class AttachmentUploads(AttachmentStore store) : IAsyncDisposable
{
    private readonly Dictionary<ReceivedPart, Guid> uploads = [];

    /// <summary>Notes an upload before its first byte is written.</summary>
    public void Add(ReceivedPart part, Guid id) => uploads.Add(part, id);

    /// <summary>Under which id a part was uploaded; null when its content was there already.</summary>
    public Guid? Of(ReceivedPart part) => uploads.TryGetValue(part, out var id) ? id : null;

    public async ValueTask DisposeAsync() => await store.RemoveAsync(uploads.Values);
}
