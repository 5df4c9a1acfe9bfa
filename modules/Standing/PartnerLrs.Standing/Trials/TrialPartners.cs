using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;
using PartnerLrs.Xapi;

namespace PartnerLrs.Standing.Trials;

/// <summary>
/// Reads partners for trials. Where the draft knows activities that no published version knows, learners have not kept what was done with
/// them; publishing it would make them look for it in the log, so a trial does too: earlier work counts.
/// </summary>
internal sealed class TrialPartners(PartnerReading reading, IPartnerDirectory directory, IStatementLog log, RecognisedActivities recognised)
{
    /// <summary>The activities of a draft that the fold does not look for yet.</summary>
    public async Task<IReadOnlyCollection<IndexKey>> UnknownToFoldAsync(ProgramPolicy draft, CancellationToken cancellationToken)
    {
        var known = (await recognised.NowAsync(cancellationToken)).Keys;
        return [.. draft.Courses.SelectMany(course => course.Activities).Select(activity => IndexKey.Of(IndexKeyKind.Activity, activity.Iri)).Where(key => !known.Contains(key)).Distinct()];
    }

    /// <summary>A partner; null when there is none of that id any more.</summary>
    /// <param name="partnerId">Its id.</param>
    /// <param name="activities">The activities to look for in the log (<see cref="UnknownToFoldAsync"/>).</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<TrialPartner?> ReadAsync(string partnerId, IReadOnlyCollection<IndexKey> activities, CancellationToken cancellationToken)
    {
        var (partner, memory, merges) = await reading.ReadAsync(new PartnerMemory(partnerId), cancellationToken);
        if (partner is null)
            return null;
        if (activities.Count > 0)
        {
            foreach (var person in await directory.FindPeopleAsync([.. memory.People], cancellationToken))
            {
                // What cannot be read back would not count under the draft either.
                var history = (await log.HistoryAsync([.. person.Identifiers.Select(identifier => identifier.AgentKey)], activities, cancellationToken)).Statements;
                memory.TakeMore(person.Id, [.. history.Select(EvidenceReading.Of)], [.. history.SelectMany(EvidenceReading.VoidingOf)]);
            }
        }

        return new TrialPartner(partner, memory, merges);
    }
}
