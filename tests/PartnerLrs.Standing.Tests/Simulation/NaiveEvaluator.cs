using System.Globalization;
using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Tests.Simulation;

/// <summary>
/// Answers from the raw facts, each question anew and instant by instant, as the domain's rules are written: slow, and it shares nothing with the code that it
/// is compared with but the policy's model and calendar arithmetic.
/// </summary>
internal sealed class NaiveEvaluator(World world)
{
    private readonly Dictionary<(string Partner, DateTime? KnownAt), Knowledge> known = [];

    public Answer Ask(Question question)
    {
        if (!known.TryGetValue((question.Partner, question.KnownAt), out var knowledge))
            known[(question.Partner, question.KnownAt)] = knowledge = new Knowledge(world, question.Partner, question.KnownAt);
        return knowledge.Answer(question);
    }

    /// <summary>All that is known of a partner at an instant of knowledge.</summary>
    private sealed class Knowledge
    {
        private readonly World world;
        private readonly string partner;
        private readonly DateTime? knownAt;
        private readonly List<PolicyVersion> versions;
        private readonly List<(string Person, IReadOnlyList<string> Roles, DateTime From, DateTime To)> stays;
        private readonly List<DealVersion> deals;
        private readonly ILookup<string, RawStatement> statements;
        private readonly HashSet<Guid> voided;
        private readonly Dictionary<(string, int), NaiveAwards> awards = [];
        private List<(DateTime At, int Held, bool Provisional)>? tiers;

        public Knowledge(World world, string partner, DateTime? knownAt)
        {
            (this.world, this.partner, this.knownAt) = (world, partner, knownAt);
            versions = [.. world.Versions.Where(version => Known(version.PublishedAt))];
            stays = [.. world.Affiliations.Where(a => a.PartnerId == partner && a.Counting && Known(a.KnownAt)).Select(a => (a.PersonId, a.Roles, a.From, a.To ?? DateTime.MaxValue))];
            deals = [.. world.Deals.Where(deal => Known(deal.KnownAt)).GroupBy(deal => deal.DealId).Select(deal => deal.MaxBy(version => version.Version)!).Where(deal => deal.PartnerId == partner)];
            var mine = stays.Select(stay => stay.Person).ToHashSet();
            statements = world.Log.Where(statement => Known(statement.Stored) && statement.Voids is null && world.PersonOfIdentifier.TryGetValue(statement.Actor, out var person) && mine.Contains(person))
                .ToLookup(statement => world.PersonOfIdentifier[statement.Actor]);
            voided = [.. world.Log.Where(statement => Known(statement.Stored)).Select(statement => statement.Voids).OfType<Guid>()];
        }

        public Answer Answer(Question question)
        {
            var at = question.AsOf;
            if (InForce(at) is not { } version)
                return new Answer(null, null, false, null, []);
            tiers ??= Tiers();
            var (_, held, provisional) = tiers.Last(tier => tier.At <= at);
            return new Answer(
                version.Number,
                held < 0 ? null : version.Policy.Tiers[held].Id,
                provisional,
                Decide(version.Policy, question, held),
                [.. stays.Select(stay => stay.Person).Distinct().Order(StringComparer.Ordinal).SelectMany(person => Awards(person, version).All.Select(award => $"{person} {award.Certification} {award.From:O}..{(award.Until == DateTime.MaxValue ? "" : award.Until.ToString("O", CultureInfo.InvariantCulture))} {State(person, award, version, at)}"))]);
        }

        private bool Known(DateTime at) => knownAt is null || at <= knownAt;

        private PolicyVersion? InForce(DateTime at) => versions.Where(version => version.EffectiveAt <= at).OrderBy(version => version.EffectiveAt).ThenBy(version => version.Number).LastOrDefault();

        private NaiveAwards Awards(string person, PolicyVersion version)
        {
            if (!awards.TryGetValue((person, version.Number), out var known))
                awards[(person, version.Number)] = known = new NaiveAwards(version.Policy, statements[person], voided);
            return known;
        }

        private string State(string person, NaiveAward award, PolicyVersion version, DateTime at)
        {
            if (at < award.From)
                return "pending";
            if (award.Until <= at)
                return "expired";
            if (version.Policy.Certifications.Any(other => other.Supersedes.Contains(award.Certification) && Awards(person, version).Of(other).Any(better => better.Covers(at))))
                return "superseded";
            if (award.Release?.GeneralAvailability <= at)
                return "at-risk";
            return version.Policy.FindCertification(award.Certification)!.RenewalWindow is { } window && award.Until != DateTime.MaxValue && window.Before(award.Until) <= at ? "expiring" : "active";
        }

        private bool Decide(ProgramPolicy policy, Question question, int held)
        {
            var record = world.Partners.Single(one => one.Id == partner);
            if (!record.Active)
                return false;
            var benefit = policy.Benefits.Single(benefit => benefit.Gate!.Id == question.Gate);
            var gate = benefit.Gate!;
            var allowed = held >= policy.RankOf(benefit.Tier);
            if (allowed && question.Amount is { } amount && gate.Limits.Where(limit => limit.Tier == policy.Tiers[held].Id).ToList() is { Count: > 0 } limits)
                allowed = limits.Exists(limit => limit.Currency == question.Currency && amount <= limit.Amount);
            if (gate.Holder is { } holder)
                allowed &= question.Registrant is { } registrant && holder.Certifications.Any(certification => Has(registrant, certification, question.AsOf));
            if (gate.Product is { } match && question.Product is { } product)
            {
                var people = match == GateProductMatch.Partner ? stays.Select(stay => stay.Person) : new[] { question.Registrant }.OfType<string>();
                var certifications = policy.Certifications.Where(certification => certification.Product == product).ToList();
                allowed &= people.Any(person => certifications.Any(certification => Has(person, certification.Id, question.AsOf)));
            }

            return allowed || world.Waivers.Any(waiver => waiver.PartnerId == partner && waiver.Gate == question.Gate && Known(waiver.CreatedAt)
                && (waiver.Product is null || waiver.Product == question.Product)
                && (waiver.Maximum is null || (waiver.Maximum.Currency == question.Currency && question.Amount <= waiver.Maximum.Amount))
                && waiver.From <= question.AsOf && question.AsOf < waiver.Until
                && !(waiver.EndedAt is { } ended && Known(ended) && ended <= question.AsOf));
        }

        private bool Has(string person, string certification, DateTime at) =>
            stays.Exists(stay => stay.Person == person && stay.From <= at && at < stay.To) && Awards(person, InForce(at)!).Holds(certification, at);

        /// <summary>Rule 4: from the first version on, instant by instant.</summary>
        private List<(DateTime, int, bool)> Tiers()
        {
            var found = new List<(DateTime, int, bool)>();
            var held = -1;
            var shortSince = new Dictionary<int, DateTime>();
            var points = Points();
            foreach (var (at, isReview) in points)
            {
                var policy = InForce(at)!.Policy;
                var reached = Reached(policy, at, null);
                var kept = policy.TierPolicy?.Grace is { } grace ? Reached(policy, at, grace) : reached;
                held = policy.TierPolicy is null ? reached : Math.Max(held, reached);
                for (var rank = 0; rank < policy.Tiers.Count; rank++)
                {
                    if (rank > held || rank <= kept)
                        shortSince.Remove(rank);
                    else
                        shortSince.TryAdd(rank, at);
                }

                while (isReview && held >= 0 && shortSince.TryGetValue(held, out var since) && policy.TierPolicy!.Remediation.After(since) <= at)
                    shortSince.Remove(held--);
                var floor = policy.TierPolicy?.Floors.Where(floor => (floor.Partner == partner || floor.Partner == $"crm:{partner}") && at < floor.Until).Select(floor => policy.RankOf(floor.Tier)).DefaultIfEmpty(-1).Max() ?? -1;
                found.Add((at, Math.Max(held, floor), Math.Max(held, floor) > reached));
            }

            return found;
        }

        /// <summary>Every instant at which anything could change, and whether a review is then.</summary>
        private List<(DateTime At, bool IsReview)> Points()
        {
            var first = versions.Min(version => version.EffectiveAt);
            var last = WorldGenerator.End.AddYears(6);
            var at = versions.Select(version => version.EffectiveAt).ToHashSet();
            at.UnionWith(stays.SelectMany(stay => new[] { stay.From, stay.To }));
            foreach (var version in versions)
            {
                var policy = version.Policy;
                foreach (var award in stays.Select(stay => stay.Person).Distinct().SelectMany(person => Awards(person, version).All))
                    at.UnionWith(Ends(policy, award.From, award.Until));
                at.UnionWith(policy.Certifications.SelectMany(certification => certification.Equivalents).SelectMany(equivalent => Ends(policy, equivalent.Until, equivalent.Until)));
                at.UnionWith(policy.TierPolicy?.Floors.Select(floor => floor.Until) ?? []);
                foreach (var metric in policy.Tiers.SelectMany(tier => tier.Requires).SelectMany(requirement => requirement.Leaves()).OfType<MetricRequirement>())
                    at.UnionWith(deals.SelectMany(deal => new[] { deal.ApprovedAt, deal.ClosedAt }).OfType<DateTime>().SelectMany(when => new[] { when, metric.Window.After(when) }));
            }

            var reviews = new HashSet<DateTime>();
            foreach (var version in versions.Where(version => version.Policy.TierPolicy is not null))
            {
                var rules = version.Policy.TierPolicy!;
                for (var number = 0; At(rules, number) is var review && review <= last; number++)
                {
                    if (review >= first && InForce(review) == version)
                        reviews.Add(review);
                }
            }

            return [.. at.Union(reviews).Where(instant => first <= instant && instant <= last).Order().Select(instant => (instant, reviews.Contains(instant)))];
        }

        private static DateTime At(TierPolicy rules, int number) => rules.Anchor.AddMonths(rules.Review.Months * number).AddDays(rules.Review.Days * number);

        private static IEnumerable<DateTime> Ends(ProgramPolicy policy, DateTime from, DateTime until) =>
            policy.TierPolicy?.Grace is { } grace && until.Year < 9000 ? [from, until, grace.After(until)] : [from, until];

        private int Reached(ProgramPolicy policy, DateTime at, CalendarPeriod? grace)
        {
            var version = InForce(at)!;
            for (var rank = 0; rank < policy.Tiers.Count; rank++)
            {
                if (!policy.Tiers[rank].Requires.All(requirement => IsMet(requirement, version, at, grace)) || !CanBeShared(policy, rank, version, at, grace))
                    return rank - 1;
            }

            return policy.Tiers.Count - 1;
        }

        private bool IsMet(TierRequirement requirement, PolicyVersion version, DateTime at, CalendarPeriod? grace) => requirement switch
        {
            AnyRequirement any => any.Any.Any(inner => IsMet(inner, version, at, grace)),
            MetricRequirement metric => Figure(metric, at),
            HoldersRequirement holders => Who(holders, version, at, grace).Count >= holders.Count,
            _ => throw new InvalidOperationException(),
        };

        private HashSet<string> Who(HoldersRequirement requirement, PolicyVersion version, DateTime at, CalendarPeriod? grace) =>
            [.. stays.Where(stay => stay.From <= at && at < stay.To && (requirement.Role is null || stay.Roles.Contains(requirement.Role)))
                .Select(stay => stay.Person).Where(person => requirement.Certifications.Any(certification => Awards(person, version).Holds(certification, at, grace)))];

        private bool Figure(MetricRequirement metric, DateTime at)
        {
            bool Within(DateTime? when) => when <= at && at < metric.Window.After(when.Value);
            var won = deals.Where(deal => deal.Status == DealStatus.Won && Within(deal.ClosedAt)).ToList();
            switch (metric.Metric)
            {
                case CommercialMetric.WonAmount:
                    return won.Where(deal => deal.Currency == metric.Currency).Sum(deal => deal.AmountMinor!.Value / 100m) >= metric.AtLeast;
                case CommercialMetric.ApprovedRegistrations:
                    return deals.Count(deal => Within(deal.ApprovedAt)) >= metric.AtLeast;
                case CommercialMetric.WinRate:
                    var closed = deals.Count(deal => deal.Status is DealStatus.Won or DealStatus.Lost && Within(deal.ClosedAt));
                    return closed >= metric.MinimumClosed && won.Count >= metric.AtLeast * closed;
                default:
                    throw new InvalidOperationException();
            }
        }

        /// <summary>
        /// Rule 3: whether the places of each group that a tier asks for can all be filled at once. They can if and only if no set of places asks for more people
        /// than there are for it (Hall); a person can be in so many places as the policy shares.
        /// </summary>
        private bool CanBeShared(ProgramPolicy policy, int rank, PolicyVersion version, DateTime at, CalendarPeriod? grace)
        {
            foreach (var group in policy.Tiers[rank].Requires.OfType<HoldersRequirement>().Select(requirement => requirement.Group).OfType<string>().Distinct())
            {
                var perPerson = policy.TierPolicy?.Sharing.FirstOrDefault(sharing => sharing.Group == group)?.PerPerson ?? 1;
                // Running totals: a lower tier's places are among a higher one's as far as those ask for the same people or fewer.
                var places = new List<(HoldersRequirement Requirement, int Need)>();
                for (var tier = rank; tier >= 0; tier--)
                {
                    foreach (var requirement in policy.Tiers[tier].Requires.OfType<HoldersRequirement>().Where(requirement => requirement.Group == group).Reverse())
                    {
                        var covered = tier == rank ? 0 : places.Where(place => (requirement.Role is null || requirement.Role == place.Requirement.Role) && place.Requirement.Certifications.All(requirement.Certifications.Contains)).Sum(place => place.Need);
                        if (covered < requirement.Count)
                            places.Add((requirement, requirement.Count - covered));
                    }
                }

                var who = places.ConvertAll(place => Who(place.Requirement, version, at, grace));
                var everybody = who.SelectMany(people => people).Distinct().ToList();
                for (var set = 1; set < 1 << places.Count; set++)
                {
                    var chosen = Enumerable.Range(0, places.Count).Where(place => (set & (1 << place)) != 0).ToList();
                    if (chosen.Sum(place => places[place].Need) > everybody.Sum(person => Math.Min(perPerson, chosen.Count(place => who[place].Contains(person)))))
                        return false;
                }
            }

            return true;
        }
    }
}
