using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Performance.Deals;

/// <summary>Upserts deals by (source, externalId). Each change is kept as a version; the same content again writes nothing.</summary>
/// <param name="directory">Who partners and people are.</param>
internal sealed class DealUpsert(IPartnerDirectory directory) : IUpsert<DealTransaction, DealBody>
{
    private readonly HashSet<Reference> taken = [];
    private readonly Dictionary<Reference, Deal> known = [];
    private IReadOnlyDictionary<string, string> partners = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> people = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc />
    public DealBody? Read(ObjectReader row) => DealBody.Read(row);

    /// <inheritdoc />
    public async Task PrepareAsync(string? partnerId, IReadOnlyList<DealBody> rows, CancellationToken cancellationToken)
    {
        partners = await directory.ResolvePartnersAsync(Texts(rows.Select(row => row.Partner)), cancellationToken);
        // A partner's credential does not find out who else is known here.
        people = await directory.ResolvePeopleAsync(Texts(rows.Select(row => row.Registrant.Value)), partnerId, cancellationToken);
    }

    /// <inheritdoc />
    public async Task LoadAsync(DealTransaction transaction, IReadOnlyList<DealBody> rows, CancellationToken cancellationToken)
    {
        foreach (var source in rows.GroupBy(row => row.External.System!, row => row.External.ExternalId!, StringComparer.Ordinal))
        {
            foreach (var deal in await source.InChunksAsync(chunk => transaction.Db.Deals.Where(d => d.Source == source.Key && chunk.Contains(d.ExternalId)), cancellationToken))
                known[Reference.External(deal.Source, deal.ExternalId)] = deal;
        }
    }

    /// <inheritdoc />
    public Result<Resource> Apply(DealTransaction transaction, DealBody row)
    {
        if (taken.Contains(row.External))
            return Error.Invalid("duplicate-row", $"An earlier row writes {row.External} already.", "/externalId");
        var deal = known.GetValueOrDefault(row.External);
        if (deal is not null && transaction.PartnerId is not null && deal.PartnerId != transaction.PartnerId)
            return Forbidden("This credential is bound to another partner than the one whose deal this is.", "/externalId");
        if (!Facts(transaction, row, deal).TryGet(out var facts, out var error))
            return error;
        if (facts.Contradiction(transaction.Now) is { } contradiction)
            return contradiction;

        taken.Add(row.External);
        if (deal is null)
            return DealResource.Of(Create(transaction, row.External, facts), UpsertOutcome.Created);
        if (deal.Facts == facts)
            return DealResource.Of(deal, UpsertOutcome.Unchanged);
        var former = deal.PartnerId;
        deal.Take(facts);
        (deal.Version, deal.ModifiedAt) = (deal.Version + 1, transaction.Now);
        transaction.Keep(deal, former);
        return DealResource.Of(deal, UpsertOutcome.Updated);
    }

    private static List<string> Texts(IEnumerable<Reference?> references) => [.. references.OfType<Reference>().Select(reference => reference.ToString())];

    private static Error Forbidden(string message, string pointer) => new(ErrorKind.Forbidden, "forbidden", message, pointer);

    private static Error Needed(string property) => Error.Invalid("missing-property", $"{property}: a new deal needs it.", $"/{property}");

    private static Deal Create(DealTransaction transaction, Reference external, DealFacts facts)
    {
        var deal = new Deal
        {
            Id = transaction.NewId(),
            Source = external.System!,
            ExternalId = external.ExternalId!,
            PartnerId = facts.PartnerId,
            Status = facts.Status,
            SubmittedAt = facts.SubmittedAt,
            Version = 1,
            CreatedAt = transaction.Now,
            ModifiedAt = transaction.Now,
        };
        deal.Take(facts);
        transaction.Db.Add(deal);
        transaction.Keep(deal, null);
        return deal;
    }

    /// <summary>What is known of the deal with this row.</summary>
    private Result<DealFacts> Facts(DealTransaction transaction, DealBody row, Deal? deal)
    {
        var partner = deal?.PartnerId ?? transaction.PartnerId;
        if (row.Partner is { } reference)
        {
            partner = partners.GetValueOrDefault(reference.ToString());
            if (transaction.PartnerId is not null && partner != transaction.PartnerId)
                return Forbidden("This credential is bound to another partner.", "/partner");
            if (partner is null)
                return Error.Invalid("unknown-partner", $"partner: no partner is named '{reference}'.", "/partner");
        }

        var registrant = deal?.RegistrantId;
        if (row.Registrant.Present)
        {
            registrant = row.Registrant.Value is { } person ? people.GetValueOrDefault(person.ToString()) : null;
            if (registrant is null && row.Registrant.Value is { } unknown)
                return Error.Invalid("unknown-person", $"registrant: nobody is named '{unknown}'.", "/registrant");
        }

        if (partner is null)
            return Needed("partner");
        if ((row.Status ?? deal?.Status) is not { } status)
            return Needed("status");
        if ((row.SubmittedAt ?? deal?.SubmittedAt) is not { } submittedAt)
            return Needed("submittedAt");
        var money = row.Money.Or(deal?.AmountMinor is { } minor ? (minor, deal.Currency!) : null);
        return new DealFacts(
            partner,
            registrant,
            row.Product.Or(deal?.Product),
            money?.Minor,
            money?.Currency,
            status,
            submittedAt,
            row.ApprovedAt.Or(deal?.ApprovedAt),
            row.ProtectedUntil.Or(deal?.ProtectedUntil),
            row.ClosedAt.Or(deal?.ClosedAt));
    }
}
