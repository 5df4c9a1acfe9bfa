using PartnerLrs.Partners.Contracts;
using PartnerLrs.Standing.Organisations;

namespace PartnerLrs.Standing.Trials;

/// <summary>A partner as a trial looks at it: a copy of its facts, so that its grain is not asked and goes on answering gates.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Memory">All that is known of it.</param>
/// <param name="Merges">All merges by which it came together with others.</param>
internal sealed record TrialPartner(PartnerRecord Partner, PartnerMemory Memory, IReadOnlyList<MergeRecord> Merges)
{
    /// <summary>The id of the partner as which one went on at an instant (UTC): itself, or the one into which it was merged then.</summary>
    public string GoesOnAs(string partnerId, DateTime at)
    {
        var passed = new List<string>();
        for (var id = partnerId; ; id = passed[^1])
        {
            if (Merges.FirstOrDefault(merge => merge.AbsorbedId == id && merge.At <= at && !(merge.Until <= at)) is not { } merge || passed.Contains(merge.IntoId))
                return id;
            passed.Add(merge.IntoId);
        }
    }
}
