using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Standing.Pump;

/// <summary>
/// The activities that any published policy version knows: what the fold looks for in the log. All versions, because past instants are
/// judged by past versions, and one that takes effect later finds its evidence ready.
/// </summary>
internal sealed class RecognisedActivities(IProgramCatalog catalog)
{
    private Recognised known = new(-1, FrozenSet<IndexKey>.Empty, "");

    /// <summary>The activities as of now.</summary>
    public async ValueTask<Recognised> NowAsync(CancellationToken cancellationToken)
    {
        var versions = await catalog.AllAsync(cancellationToken);
        if (known.Versions == versions.Count)
            return known;
        var activities = versions.SelectMany(version => version.Policy.Courses).SelectMany(course => course.Activities).Select(activity => activity.Iri).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', activities))));
        return known = new Recognised(versions.Count, activities.Select(activity => IndexKey.Of(IndexKeyKind.Activity, activity)).ToFrozenSet(), digest);
    }
}

/// <summary>A set of activities.</summary>
/// <param name="Versions">How many policy versions it was gathered from.</param>
/// <param name="Keys">Their index keys.</param>
/// <param name="Digest">A digest that tells one set from another.</param>
internal sealed record Recognised(int Versions, FrozenSet<IndexKey> Keys, string Digest)
{
    /// <summary>Whether an entry of the log tells what somebody did with one of them.</summary>
    public bool Concerns(LogEntry entry) => entry.Actor is not null && entry.Activity is { } activity && Keys.Contains(activity);

    /// <summary>The statements that are voided in a page of the log and concern these activities, each with the one that voids it.</summary>
    public async Task<IReadOnlyList<(LogEntry Target, LogEntry By)>> VoidedAsync(IStatementLog log, IReadOnlyList<LogEntry> page)
    {
        var voided = new List<(LogEntry, LogEntry)>();
        foreach (var entry in page.Where(entry => entry.Voids is not null))
        {
            if (await log.FindAsync(entry.Voids!.Value, default) is { Voids: null } target && Concerns(target))
                voided.Add((target, entry));
        }

        return voided;
    }
}
