using System.Collections.Concurrent;

namespace PartnerLrs.Standing.Gates;

/// <summary>
/// What the partners' grains of this process keep ready, by partner. A question that was asked before is answered from here, without a message to the grain:
/// its turn would read the same memory. A grain that lives in another process has no page here and is asked.
/// </summary>
internal sealed class AnswerBook
{
    private readonly ConcurrentDictionary<string, PartnerAnswers> pages = new(StringComparer.Ordinal);

    /// <summary>A page for a grain that begins to live here.</summary>
    public PartnerAnswers Open(string partnerId) => pages[partnerId] = new PartnerAnswers();

    /// <summary>Takes out the page of a grain that ends; nobody reads it afterwards.</summary>
    public void Close(string partnerId, PartnerAnswers page)
    {
        pages.TryRemove(KeyValuePair.Create(partnerId, page));
        page.Clear();
    }

    /// <summary>A partner's page, or null.</summary>
    public PartnerAnswers? Of(string partnerId) => pages.GetValueOrDefault(partnerId);
}
