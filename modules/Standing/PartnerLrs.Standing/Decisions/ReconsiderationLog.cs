using System.Text.Json;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Decisions;

/// <summary>Reconsiderations in <c>standing_reconsiderations</c>. Rows are only ever added.</summary>
internal sealed class ReconsiderationLog(Database database)
{
    /// <summary>A decision's reconsiderations, in order.</summary>
    public async Task<IReadOnlyList<Reconsideration>> OfDecisionAsync(string decisionId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            "SELECT decision_id, number, partner_id, was, would_be, because, known_at, noticed_at, answer FROM standing_reconsiderations WHERE decision_id = @id ORDER BY number", null, ("id", decisionId));
        var found = new List<Reconsideration>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(new Reconsideration(
                rows.GetString(0),
                rows.GetInt32(1),
                rows.GetString(2),
                rows.GetBoolean(3),
                rows.GetBoolean(4),
                JsonSerializer.Deserialize<Guid[]>(rows.GetString(5))!,
                rows.Instant(6),
                rows.Instant(7),
                rows.GetFieldValue<byte[]>(8)));
        }

        return found;
    }

    /// <summary>The number and finding of the last reconsideration of each of a partner's decisions from an id on that has one.</summary>
    public async Task<IReadOnlyDictionary<string, (int Number, bool WouldBe)>> LastOfPartnerAsync(string partnerId, string fromDecision, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            "SELECT decision_id, number, would_be FROM standing_reconsiderations WHERE partner_id = @partner AND decision_id >= @from ORDER BY decision_id, number", null, ("partner", partnerId), ("from", fromDecision));
        var last = new Dictionary<string, (int, bool)>(StringComparer.Ordinal);
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            last[rows.GetString(0)] = (rows.GetInt32(1), rows.GetBoolean(2));
        return last;
    }

    /// <summary>Adds reconsiderations, all or none.</summary>
    public async Task AddAsync(IReadOnlyCollection<Reconsideration> reconsiderations, CancellationToken cancellationToken)
    {
        if (reconsiderations.Count == 0)
            return;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        foreach (var reconsideration in reconsiderations)
        {
            await using var insert = connection.Command(
                """
                INSERT INTO standing_reconsiderations (decision_id, number, partner_id, was, would_be, because, known_at, noticed_at, answer)
                VALUES (@id, @number, @partner, @was, @would, @because, @known, @noticed, @answer)
                """,
                transaction,
                ("id", reconsideration.DecisionId),
                ("number", reconsideration.Number),
                ("partner", reconsideration.PartnerId),
                ("was", reconsideration.Was),
                ("would", reconsideration.WouldBe),
                ("because", JsonSerializer.Serialize(reconsideration.Because)),
                ("known", reconsideration.KnownAt),
                ("noticed", reconsideration.NoticedAt),
                ("answer", reconsideration.Answer));
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
