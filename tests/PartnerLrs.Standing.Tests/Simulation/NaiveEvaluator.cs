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

    public Answer Ask(Question question) => Of(question.Partner, question.KnownAt).Answer(question);

    private Knowledge Of(string partner, DateTime? knownAt)
    {
        if (!known.TryGetValue((partner, knownAt), out var knowledge))
            known[(partner, knownAt)] = knowledge = new Knowledge(world, partner, knownAt, other => Of(other, knownAt));
        return knowledge;
    }

    /// <summary>All that is known of a partner at an instant of knowledge.</summary>
    private sealed class Knowledge
    {
        private readonly World world;
        private readonly string partner;
        private readonly DateTime? knownAt;
        private readonly Func<string, Knowledge> others;
        private readonly List<PolicyVersion> versions;
        private readonly List<(string Absorbed, string Into, DateTime At, DateTime Until)> merges;
        private readonly List<(string Partner, DateTime From, DateTime To)> family;
        private readonly List<(string Person, IReadOnlyList<string> Roles, DateTime From, DateTime To)> stays;
        private readonly List<(DealVersion Deal, DateTime From, DateTime To)> deals;
        private readonly ILookup<string, RawStatement> statements;
        private readonly HashSet<Guid> voided;
        private readonly HashSet<Guid> accepted;
        private readonly Dictionary<(string, int), NaiveAwards> awards = [];
        private List<(DateTime At, int Held, bool Provisional)>? tiers;

        public Knowledge(World world, string partner, DateTime? knownAt, Func<string, Knowledge> others)
        {
            (this.world, this.partner, this.knownAt, this.others) = (world, partner, knownAt, others);
            versions = [.. world.Versions.Where(version => Known(version.PublishedAt))];
            merges = [.. world.Merges.Where(merge => Known(merge.At)).Select(merge => (merge.AbsorbedId, merge.IntoId, merge.At, merge.Until is { } undone && Known(undone) ? undone : DateTime.MaxValue))];
            family = [.. Family(partner, DateTime.MinValue, DateTime.MaxValue)];
            stays =
            [
                .. from member in family
                   from a in world.Affiliations
                   where a.PartnerId == member.Partner && a.Counting && Known(a.KnownAt)
                   let stay = (Person: world.Same(a.PersonId), a.Roles, From: Latest(a.From, member.From), To: Earliest(a.To ?? DateTime.MaxValue, member.To))
                   where stay.From < stay.To
                   select stay,
            ];
            var now = world.Deals.Where(deal => Known(deal.KnownAt)).GroupBy(deal => deal.DealId).Select(deal => deal.MaxBy(version => version.Version)!).ToLookup(deal => deal.PartnerId);
            deals = [.. from member in family from deal in now[member.Partner] select (deal, member.From, member.To)];
            var mine = stays.Select(stay => stay.Person).ToHashSet();
            statements = world.Log.Where(statement => Known(statement.Stored) && statement.Voids is null && world.PersonOfIdentifier.TryGetValue(statement.Actor, out var person) && mine.Contains(world.Same(person)))
                .ToLookup(statement => world.Same(world.PersonOfIdentifier[statement.Actor]));
            accepted = [.. world.Rulings.Where(ruling => Known(ruling.At)).GroupBy(ruling => ruling.Statement).Where(said => said.MaxBy(ruling => ruling.At)!.Accepted).Select(said => said.Key)];
            voided = [.. world.Log.Where(statement => Known(statement.Stored)).Select(statement => statement.Voids).OfType<Guid>()];
        }

        public Answer Answer(Question question)
        {
            var at = question.AsOf;
            if (InForce(at) is not { } version)
                return new Answer(null, null, false, null, []);
            var (held, provisional) = HeldAt(at);
            return new Answer(
                version.Number,
                held < 0 ? null : version.Policy.Tiers[held].Id,
                provisional,
                Decide(question),
                [.. stays.Select(stay => stay.Person).Distinct().Order(StringComparer.Ordinal).SelectMany(person => Awards(person, version).All.Select(award => $"{person} {award.Certification} {award.From:O}..{(award.Until == DateTime.MaxValue ? "" : award.Until.ToString("O", CultureInfo.InvariantCulture))} {State(person, award, version, at)}"))]);
        }

        private bool Known(DateTime at) => knownAt is null || at <= knownAt;

        private PolicyVersion? InForce(DateTime at) => versions.Where(version => version.EffectiveAt <= at).OrderBy(version => version.EffectiveAt).ThenBy(version => version.Number).LastOrDefault();

        private NaiveAwards Awards(string person, PolicyVersion version)
        {
            if (!awards.TryGetValue((person, version.Number), out var known))
                awards[(person, version.Number)] = known = new NaiveAwards(version.Policy, statements[person], voided, accepted);
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

        private bool? Decide(Question question)
        {
            if (question.Deal is not { } id)
                return Decide(question, question.AsOf, Meets(question, question.AsOf));
            // A deal is the partner's own, or of one that is merged into it, as far as anybody knows for ever.
            if (deals.Find(known => known.Deal.DealId == id && known.To == DateTime.MaxValue) is not { Deal: { } deal })
                return null;
            var at = question.AsOf;
            var about = question with { Amount = deal.AmountMinor / 100m, Currency = deal.Currency, Registrant = deal.RegistrantId, Product = deal.Product };
            var isOver = deal.Status switch
            {
                DealStatus.Rejected or DealStatus.Withdrawn => (deal.ClosedAt ?? deal.KnownAt) <= at,
                DealStatus.Won or DealStatus.Lost => deal.ClosedAt <= at,
                _ => false,
            };
            var isApproved = deal.ApprovedAt <= at;
            // Rule 6: approved ones until they are no longer protected; pending ones are judged as of their submission, by whoever submitted them.
            if (!isOver && isApproved && at < deal.ProtectedUntil)
                return true;
            if (!isOver && !isApproved && deal.SubmittedAt <= at && InForce(deal.SubmittedAt) is not null)
                return Decide(about, at, others(WhoWas(deal.PartnerId, deal.SubmittedAt)).Meets(about, deal.SubmittedAt));
            return Decide(about, at, Meets(about, at));
        }

        /// <summary>Whether who takes part in the programme meets what the gate asks, or has a waiver at an instant.</summary>
        private bool Decide(Question question, DateTime at, bool isMet) => Active && (isMet || (
            from member in family
            from waiver in world.Waivers
            where waiver.PartnerId == member.Partner && waiver.Gate == question.Gate && Known(waiver.CreatedAt)
                && (waiver.Product is null || waiver.Product == question.Product)
                && (waiver.Maximum is null || (waiver.Maximum.Currency == question.Currency && question.Amount <= waiver.Maximum.Amount))
                && waiver.From <= at && at < waiver.Until && member.From <= at && at < member.To
                && !(waiver.EndedAt is { } ended && Known(ended) && ended <= at)
            select waiver).Any());

        private bool Active => world.Partners.Single(one => one.Id == partner).Active;

        private bool Meets(Question question, DateTime at)
        {
            var policy = InForce(at)!.Policy;
            var held = HeldAt(at).Held;
            var benefit = policy.Benefits.Single(benefit => benefit.Gate!.Id == question.Gate);
            var gate = benefit.Gate!;
            var allowed = held >= policy.RankOf(benefit.Tier);
            if (allowed && question.Amount is { } amount && gate.Limits.Where(limit => limit.Tier == policy.Tiers[held].Id).ToList() is { Count: > 0 } limits)
                allowed = limits.Exists(limit => limit.Currency == question.Currency && amount <= limit.Amount);
            var registrant = question.Registrant is { } named ? world.Same(named) : null;
            if (gate.Holder is { } holder)
            {
                var asked = holder.Who == GateHolderWho.Team ? (question.Team ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(world.Same).Append(registrant) : [registrant];
                allowed &= asked.OfType<string>().Any(person => holder.Certifications.Any(certification => Has(person, certification, at)));
            }

            if (gate.Product is { } match && question.Product is { } product)
            {
                var people = match == GateProductMatch.Partner ? stays.Select(stay => stay.Person) : new[] { registrant }.OfType<string>();
                var certifications = policy.Certifications.Where(certification => certification.Product == product).ToList();
                allowed &= people.Any(person => certifications.Any(certification => Has(person, certification.Id, at)));
            }

            return allowed;
        }

        /// <summary>The partner as which one went on at an instant.</summary>
        private string WhoWas(string one, DateTime at) =>
            merges.Where(merge => merge.Absorbed == one && merge.At <= at && at < merge.Until).Select(merge => merge.Into).FirstOrDefault() is { } into ? WhoWas(into, at) : one;

        /// <summary>Rule 7: a partner, and for what time those that were merged into it are it.</summary>
        private IEnumerable<(string Partner, DateTime From, DateTime To)> Family(string of, DateTime from, DateTime to) => from >= to
            ? []
            : merges.Where(merge => merge.Into == of).SelectMany(merge => Family(merge.Absorbed, Latest(from, merge.At), Earliest(to, merge.Until))).Prepend((of, from, to));

        private static DateTime Latest(DateTime one, DateTime other) => one > other ? one : other;

        private static DateTime Earliest(DateTime one, DateTime other) => one < other ? one : other;

        private (int Held, bool Provisional) HeldAt(DateTime at)
        {
            tiers ??= Tiers();
            var (_, held, provisional) = tiers.Last(tier => tier.At <= at);
            return (held, provisional);
        }

        private bool Has(string person, string certification, DateTime at) =>
            stays.Exists(stay => stay.Person == person && stay.From <= at && at < stay.To) && Awards(person, InForce(at)!).Holds(certification, at);

        /// <summary>Rules 4 and 7: from the first version on, instant by instant.</summary>
        private List<(DateTime, int, bool)> Tiers()
        {
            var found = new List<(DateTime, int, bool)>();
            var held = -1;
            var shortSince = new Dictionary<int, DateTime>();
            var points = Points();
            var brought = new List<(DateTime Until, string Tier)>();
            foreach (var (at, isReview) in points)
            {
                var policy = InForce(at)!.Policy;
                // What one that was merged had then lasts until the next review; where there are no reviews it is what is reached that counts.
                brought.RemoveAll(lift => isReview || lift.Until <= at);
                foreach (var merge in merges.Where(merge => merge.Into == partner && merge.At == at))
                {
                    if (others(merge.Absorbed).HeldAt(at).Held is >= 0 and var rank)
                        brought.Add((merge.Until, policy.Tiers[rank].Id));
                }

                if (policy.TierPolicy is null)
                    brought.Clear();
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
                var tier = brought.Select(lift => policy.RankOf(lift.Tier)).Append(floor).Append(held).Max();
                found.Add((at, tier, tier > reached));
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
            at.UnionWith(family.SelectMany(member => new[] { member.From, member.To }));
            foreach (var version in versions)
            {
                var policy = version.Policy;
                foreach (var award in stays.Select(stay => stay.Person).Distinct().SelectMany(person => Awards(person, version).All))
                    at.UnionWith(Ends(policy, award.From, award.Until));
                at.UnionWith(policy.Certifications.SelectMany(certification => certification.Equivalents).SelectMany(equivalent => Ends(policy, equivalent.Until, equivalent.Until)));
                at.UnionWith(policy.TierPolicy?.Floors.Select(floor => floor.Until) ?? []);
                foreach (var metric in policy.Tiers.SelectMany(tier => tier.Requires).SelectMany(requirement => requirement.Leaves()).OfType<MetricRequirement>())
                    at.UnionWith(deals.SelectMany(known => new[] { known.Deal.ApprovedAt, known.Deal.ClosedAt }).OfType<DateTime>().SelectMany(when => new[] { when, metric.Window.After(when) }));
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
            var mine = deals.Where(known => known.From <= at && at < known.To).Select(known => known.Deal).ToList();
            var won = mine.Where(deal => deal.Status == DealStatus.Won && Within(deal.ClosedAt)).ToList();
            switch (metric.Metric)
            {
                case CommercialMetric.WonAmount:
                    return won.Where(deal => deal.Currency == metric.Currency).Sum(deal => deal.AmountMinor!.Value / 100m) >= metric.AtLeast;
                case CommercialMetric.ApprovedRegistrations:
                    return mine.Count(deal => Within(deal.ApprovedAt)) >= metric.AtLeast;
                case CommercialMetric.WinRate:
                    var closed = mine.Count(deal => deal.Status is DealStatus.Won or DealStatus.Lost && Within(deal.ClosedAt));
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
