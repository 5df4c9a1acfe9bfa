using Npgsql;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Comparison;

/// <summary>What the bare endpoint asks of PostgreSQL for each request, by one prepared statement.</summary>
/// <param name="ConnectionString">Where.</param>
/// <param name="Sql">The statement; its one parameter is the id in the request's query, or a new one.</param>
internal sealed record BareTrip(string ConnectionString, string Sql)
{
    private const string Answers = "bare_answers";

    /// <summary>A statement is looked up by its id.</summary>
    public static BareTrip LookUp(IBenchDatabase database) => new(Prepared(database), "SELECT body FROM lrs_statements WHERE id = $1");

    /// <summary>A row of an id and an instant is on disk before the answer is given.</summary>
    public static async Task<BareTrip> RecordAsync(IBenchDatabase database, CancellationToken cancellationToken)
    {
        await PostgresBenchDatabase.ScalarAsync(database.ConnectionString, $"CREATE TABLE IF NOT EXISTS {Answers} (id uuid PRIMARY KEY, answered timestamptz NOT NULL)", cancellationToken);
        return new BareTrip(Prepared(database), $"INSERT INTO {Answers} VALUES ($1, now())");
    }

    private static string Prepared(IBenchDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 1, NoResetOnClose = true }.ConnectionString;
}
