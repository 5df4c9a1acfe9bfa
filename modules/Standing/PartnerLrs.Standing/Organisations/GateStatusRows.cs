using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Organisations;

/// <summary>
/// Writes how gates answer a partner, from now on, to <c>standing_gate_status</c>. The feed picks the row of the moment of reading, so
/// no job has to run when an award expires (law 4).
/// </summary>
internal sealed class GateStatusRows(Database database, TimeProvider clock)
{
    private const string Columns = "gate, valid_from, valid_until, allowed, tier, short, policy_version";

    /// <summary>Makes the rows say this; nothing is written when they do already.</summary>
    public async Task WriteAsync(string partnerId, string externalId, IReadOnlyList<GateStatusSegment> segments, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var there = await ReadAsync(connection, partnerId, cancellationToken);
        var wanted = segments.GroupBy(segment => segment.Gate, StringComparer.Ordinal)
            .SelectMany(gate => gate.OrderBy(segment => segment.From).Select((segment, i) => Continue(segment, first: i == 0, there)))
            .ToList();
        if (there.Count == wanted.Count && wanted.TrueForAll(row => there.TryGetValue((row.Segment.Gate, row.Segment.From), out var old) && old.Segment == row.Segment && old.ExternalId == externalId))
            return;

        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await using (var delete = connection.Command("DELETE FROM standing_gate_status WHERE partner_id = @partner", transaction, ("partner", partnerId)))
            await delete.ExecuteNonQueryAsync(cancellationToken);
        var now = clock.UtcNow();
        foreach (var (segment, modifiedAt, oldExternalId) in wanted)
        {
            await using var insert = connection.Command(
                SqlText.Load(typeof(GateStatusRows), "Organisations/InsertGateStatus", database.Dialect),
                transaction,
                ("partner", partnerId),
                ("external", externalId),
                ("gate", segment.Gate),
                ("from", segment.From),
                ("until", segment.Until),
                ("allowed", segment.Allowed),
                ("tier", segment.Tier),
                ("short", segment.Short),
                ("policy", segment.PolicyVersion),
                ("modified", oldExternalId == externalId ? modifiedAt ?? now : now));
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// A segment that is there already keeps its time of change; the first of a gate, which begins now, also its beginning if it goes on as before.
    /// </summary>
    private static Row Continue(GateStatusSegment segment, bool first, Dictionary<(string, DateTime), Row> there)
    {
        var same = first
            ? there.Values.FirstOrDefault(old => old.Segment.From <= segment.From && old.Segment with { From = segment.From } == segment)
            : there.GetValueOrDefault((segment.Gate, segment.From));
        return same is not null && same.Segment with { From = segment.From } == segment ? same : new Row(segment, null, "");
    }

    private static async Task<Dictionary<(string, DateTime), Row>> ReadAsync(DbConnection connection, string partnerId, CancellationToken cancellationToken)
    {
        await using var select = connection.Command($"SELECT {Columns}, modified_at, partner_external_id FROM standing_gate_status WHERE partner_id = @partner", null, ("partner", partnerId));
        var found = new Dictionary<(string, DateTime), Row>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var segment = new GateStatusSegment(
                rows.GetString(0),
                rows.Instant(1),
                rows.InstantOrNull(2),
                rows.GetBoolean(3),
                rows.GetString(4),
                rows.GetString(5),
                rows.GetInt32(6));
            found[(segment.Gate, segment.From)] = new Row(segment, rows.Instant(7), rows.GetString(8));
        }

        return found;
    }

    private sealed record Row(GateStatusSegment Segment, DateTime? ModifiedAt, string ExternalId);
}
