using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Waivers;

/// <summary>Waivers in <c>standing_waivers</c>, and their early ends in <c>standing_waiver_ends</c>. Rows are only ever added.</summary>
internal sealed class WaiverStore(Database database)
{
    private const string Select = """
        SELECT w.id, w.partner_id, w.gate, w.product, w.maximum_minor, w.currency, w.reason, w.valid_from, w.valid_until, w.created_at, w.created_by, e.ended_at, e.ended_by
        FROM standing_waivers w LEFT JOIN standing_waiver_ends e ON e.waiver_id = w.id
        """;

    /// <summary>All of a partner's waivers, past ones included.</summary>
    public Task<IReadOnlyList<Waiver>> OfPartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        ReadAsync("WHERE w.partner_id = @partner ORDER BY w.id", [("partner", partnerId)], cancellationToken);

    /// <summary>A waiver, or null.</summary>
    public async Task<Waiver?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync("WHERE w.id = @id", [("id", id)], cancellationToken)).SingleOrDefault();

    /// <summary>Waivers after an id, in order.</summary>
    /// <param name="after">The id.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="partnerIds">Only those of these partners; null for any.</param>
    /// <param name="gate">Only those for this gate; null for any.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<Waiver>> ListAsync(string after, int limit, IReadOnlyList<string>? partnerIds, string? gate, CancellationToken cancellationToken)
    {
        var conditions = "WHERE w.id > @after";
        var parameters = new List<(string, object?)> { ("after", after), ("limit", limit) };
        if (partnerIds is not null)
        {
            var names = partnerIds.Select((_, i) => $"partner{i}").ToList();
            conditions += $" AND w.partner_id IN ({string.Join(", ", names.Select(name => "@" + name))})";
            parameters.AddRange(names.Zip(partnerIds, (name, id) => (name, (object?)id)));
        }

        if (gate is not null)
        {
            conditions += " AND w.gate = @gate";
            parameters.Add(("gate", gate));
        }

        return ReadAsync($"{conditions} ORDER BY w.id LIMIT @limit", parameters, cancellationToken);
    }

    /// <summary>Writes a waiver.</summary>
    public async Task AddAsync(Waiver waiver, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var insert = connection.Command(
            SqlText.Load(typeof(WaiverStore), "Waivers/Insert", database.Dialect),
            null,
            ("id", waiver.Id),
            ("partner", waiver.PartnerId),
            ("gate", waiver.Gate),
            ("product", waiver.Product),
            ("maximum", waiver.Maximum is { } maximum ? Currencies.ToMinorUnits(maximum.Amount, maximum.Currency) : null),
            ("currency", waiver.Maximum?.Currency),
            ("reason", waiver.Reason),
            ("from", waiver.From),
            ("until", waiver.Until),
            ("created", waiver.CreatedAt),
            ("by", waiver.CreatedBy));
        await insert.ExecuteWriteAsync(cancellationToken);
    }

    /// <summary>Ends a waiver, unless that was done before.</summary>
    public async Task EndAsync(string id, DateTime at, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var insert = connection.Command(
            "INSERT INTO standing_waiver_ends (waiver_id, ended_at, ended_by) VALUES (@id, @at, @by) ON CONFLICT (waiver_id) DO NOTHING", null, ("id", id), ("at", at), ("by", by));
        await insert.ExecuteWriteAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Waiver>> ReadAsync(string condition, IReadOnlyList<(string Name, object? Value)> parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"{Select}\n{condition}", null, [.. parameters]);
        var found = new List<Waiver>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(Map(rows));
        return found;
    }

    private static Waiver Map(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.TextOrNull(3),
        row.IsDBNull(4) ? null : new Money(Currencies.FromMinorUnits(row.GetInt64(4), row.GetString(5)), row.GetString(5)),
        row.GetString(6),
        row.Instant(7),
        row.Instant(8),
        row.Instant(9),
        row.GetString(10),
        row.InstantOrNull(11),
        row.TextOrNull(12));
}
