using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>A certification whose awards count as another's: itself, what supersedes it, and equivalents for their time.</summary>
/// <param name="Certification">The certification's id.</param>
/// <param name="Until">The first instant (UTC) at which it no longer counts; <see cref="Instants.Forever"/> when it always does.</param>
internal sealed record StandIn(string Certification, DateTime Until)
{
    /// <summary>All that count as a certification, itself first, each until the latest instant that any way to it gives.</summary>
    /// <param name="id">The certification that is asked for.</param>
    /// <param name="certifications">All certifications by id.</param>
    /// <param name="replacing">The ids of those that supersede a certification.</param>
    public static IReadOnlyList<StandIn> Of(string id, IReadOnlyDictionary<string, Certification> certifications, ILookup<string, string> replacing)
    {
        var until = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        var open = new Queue<StandIn>([new StandIn(id, Instants.Forever)]);
        while (open.TryDequeue(out var next))
        {
            if (until.TryGetValue(next.Certification, out var known) && known >= next.Until)
                continue;
            until[next.Certification] = next.Until;
            foreach (var superseding in replacing[next.Certification])
                open.Enqueue(next with { Certification = superseding });
            foreach (var equivalent in certifications[next.Certification].Equivalents)
                open.Enqueue(new StandIn(equivalent.Certification, equivalent.Until < next.Until ? equivalent.Until : next.Until));
        }
        return [.. until.Select(pair => new StandIn(pair.Key, pair.Value))];
    }
}
