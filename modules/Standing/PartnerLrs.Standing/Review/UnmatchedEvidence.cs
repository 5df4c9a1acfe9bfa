using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Standing.Review;

/// <summary>
/// Statements that nothing follows from although they were surely meant to count: about an activity near a course's, or about a course by somebody whom
/// nobody knows. They are looked for when somebody asks, by ranges of the log's index, so the way in does nothing for them: under each activity in turn,
/// a bounded number of entries at a time, of which a part may be empty and still have a next one.
/// </summary>
internal sealed class UnmatchedEvidence(IStatementLog log, IPartnerDirectory directory, CourseActivities activities)
{
    /// <summary>So many entries are looked at for one answer.</summary>
    private const int LookedAtMost = 5_000;

    private const int PageSize = 1_000;

    /// <summary>A part of them.</summary>
    /// <param name="course">Of this course only, or null.</param>
    /// <param name="person">Of this person only, or null; who is known did something with an activity near a course's.</param>
    /// <param name="after">The statement up to which they were looked for before, or null.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was found, and the statement up to which was looked when there may be more.</returns>
    public async Task<(IReadOnlyList<EvidenceResource> Found, Guid? LookedThrough)> FindAsync(string? course, string? person, Guid? after, int limit, CancellationToken cancellationToken)
    {
        var known = await activities.NowAsync(cancellationToken);
        var keys = await known.OccurringAsync(log, course, cancellationToken);
        var (startKey, seq) = (default(IndexKey?), 0L);
        if (after is { } id && await log.FindAsync(id, cancellationToken) is { } start)
            (startKey, seq) = (start.Activity, start.Seq);
        var found = new List<(LogEntry Entry, CourseOfActivity Course, string? Person)>();
        var (looked, last) = (0, after);
        foreach (var (key, of) in keys.Where(pair => startKey is null || KeyOrder.Instance.Compare(pair.Key, startKey.Value) >= 0))
        {
            var place = key == startKey ? seq : 0;
            while (true)
            {
                var page = await log.OfActivityAsync(key, place, PageSize, cancellationToken);
                looked += page.Count;
                var people = await directory.ResolveAsync([.. page.Select(entry => entry.Actor).OfType<IndexKey>().Distinct()], cancellationToken);
                foreach (var entry in page)
                {
                    // What only refers to such a statement stands under the key, too; what is void is nobody's loss.
                    if (entry.Activity == key)
                        last = entry.Id;
                    if (entry.Activity != key || entry.VoidedAt is not null || entry.Actor is null)
                        continue;
                    var who = people.GetValueOrDefault(entry.Actor.Value);
                    if ((who is not null && of.Near is null) || (person is not null && person != who))
                        continue;
                    found.Add((entry, of, who));
                    if (found.Count == limit)
                        return (await DescribeAsync(found, cancellationToken), entry.Id);
                }

                if (page.Count < PageSize)
                    break;
                place = page[^1].Seq;
                // A part ends at a statement that says where to go on, so it goes on until one was met.
                if (looked >= LookedAtMost && last != after)
                    return (await DescribeAsync(found, cancellationToken), last);
            }
        }

        return (await DescribeAsync(found, cancellationToken), null);
    }

    private async Task<IReadOnlyList<EvidenceResource>> DescribeAsync(List<(LogEntry Entry, CourseOfActivity Course, string? Person)> found, CancellationToken cancellationToken)
    {
        var statements = (await log.ReadAsync([.. found.Select(item => item.Entry.Seq)], cancellationToken)).Statements.ToDictionary(logged => logged.Entry.Seq);
        var strangers = new Strangers(directory);
        await strangers.LoadAsync([.. found.Where(item => item.Person is null && statements.ContainsKey(item.Entry.Seq)).Select(item => statements[item.Entry.Seq].Statement.Actor!).Distinct()], cancellationToken);
        return
        [
            .. from item in found
               where statements.ContainsKey(item.Entry.Seq)
               let logged = statements[item.Entry.Seq]
               select new EvidenceResource
               {
                   StatementId = item.Entry.Id.ToString("D"),
                   State = ReviewState.Unmatched,
                   Reason = item.Course.Near is null ? ReviewReason.UnknownActor : ReviewReason.UnknownActivity,
                   Hint = string.Join(' ', new[] { item.Course.Near is null ? null : ReviewWords.Of(item.Course), item.Person is null ? strangers.HintFor(logged.Statement.Actor!) : null }.OfType<string>()),
                   Person = item.Person,
                   Course = item.Course.Course,
                   Activity = logged.Statement.Activity!,
                   Actor = item.Person is null ? new EvidenceActor(logged.Statement.Actor!.Value, logged.Statement.Actor.HomePage) : null,
                   Authority = logged.Authority,
                   Signer = logged.Signer,
                   Timestamp = logged.Statement.Timestamp ?? item.Entry.Stored,
                   Stored = item.Entry.Stored,
               },
        ];
    }
}
