using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Organisations;

/// <summary>A partner as it was read.</summary>
/// <param name="Partner">The partner as it is by itself; null when there is none of that id.</param>
/// <param name="Memory">All that is known of it, and of those that were merged into it.</param>
/// <param name="Merges">All merges by which it came together with others.</param>
internal sealed record PartnerRead(PartnerRecord? Partner, PartnerMemory Memory, IReadOnlyList<MergeRecord> Merges);

/// <summary>Reads a partner's facts: who belongs to it, its deals and waivers from the database, what its people have done from their grains.</summary>
internal sealed class PartnerReading(IPartnerDirectory directory, IDealRecords deals, WaiverStore waivers, IGrainFactory grains)
{
    private const int LearnersAtOnce = 32;

    /// <summary>Brings a memory up to what is there now; of people whom it knows already it keeps what they have done.</summary>
    public async Task<PartnerRead> ReadAsync(PartnerMemory memory, CancellationToken cancellationToken)
    {
        var merges = await directory.MergesAsync(memory.PartnerId, cancellationToken);
        var partner = await ReadAsync(memory, merges, [memory.PartnerId], cancellationToken);
        return new PartnerRead(partner, memory, merges);
    }

    /// <summary>Every version of each deal that is or ever was a partner's. Whoever registered one and was merged into another since is that other one.</summary>
    public async Task<IReadOnlyList<DealVersion>> DealsAsync(string partnerId, CancellationToken cancellationToken)
    {
        var versions = await deals.OfPartnerAsync(partnerId, cancellationToken);
        var registrants = versions.Select(version => version.RegistrantId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (registrants.Count == 0)
            return versions;
        var people = await directory.ResolvePeopleAsync(registrants, null, cancellationToken);
        return [.. versions.Select(version => version.RegistrantId is { } id && people.TryGetValue(id, out var person) && person != id ? version with { RegistrantId = person } : version)];
    }

    /// <summary>Reads a partner as it is by itself, and those that were merged into it, but none twice on the way: who was merged one way and later the other way has met itself.</summary>
    private async Task<PartnerRecord?> ReadAsync(PartnerMemory memory, IReadOnlyList<MergeRecord> merges, IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        var id = memory.PartnerId;
        var partner = await directory.OwnRecordAsync(id, cancellationToken);
        var affiliations = await directory.OwnAffiliationsAsync(id, cancellationToken);
        var people = await directory.FindPeopleAsync([.. affiliations.Select(a => a.PersonId).Distinct(StringComparer.Ordinal)], cancellationToken);
        memory.Waivers = await waivers.OfPartnerAsync(id, cancellationToken);
        memory.Replace(await DealsAsync(id, cancellationToken));
        var unknown = memory.Replace(partner, affiliations, people.ToDictionary(person => person.Id, person => person.Name, StringComparer.Ordinal));
        foreach (var some in unknown.Chunk(LearnersAtOnce))
        {
            foreach (var facts in await Task.WhenAll(some.Select(person => grains.GetGrain<ILearnerGrain>(person).FactsAsync())))
                memory.Take(facts);
        }

        var absorbed = new List<(MergeRecord, PartnerMemory)>();
        foreach (var merge in merges.Where(merge => merge.IntoId == id && !path.Contains(merge.AbsorbedId)))
        {
            var there = memory.Absorbed.FirstOrDefault(known => known.Merge.AbsorbedId == merge.AbsorbedId && known.Merge.At == merge.At).Memory ?? new PartnerMemory(merge.AbsorbedId);
            await ReadAsync(there, merges, [.. path, merge.AbsorbedId], cancellationToken);
            absorbed.Add((merge, there));
        }

        memory.Replace(absorbed);
        return partner;
    }
}
