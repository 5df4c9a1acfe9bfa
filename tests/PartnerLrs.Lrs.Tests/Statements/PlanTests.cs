using System.Data.Common;
using System.Text.Json.Nodes;
using PartnerLrs.Lrs.Statements.Read;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Tests.Statements;

/// <summary>
/// Every filter's page is a range of an index, read in order until it is full: the databases' own plans say so, whether a key stands on every statement or
/// on a few. What a page costs then does not grow with the log.
/// </summary>
public sealed class PlanTests
{
    private const int Statements = 60_000;
    private static readonly IndexKey Everywhere = IndexKey.Of(IndexKeyKind.Verb, "https://example.com/everywhere");
    private static readonly IndexKey Often = IndexKey.Of(IndexKeyKind.Activity, "https://example.com/often");
    private static readonly IndexKey Nowhere = IndexKey.Of(IndexKeyKind.Verb, "https://example.com/nowhere");
    private static readonly IndexKey Seldom = IndexKey.Of(IndexKeyKind.Registration, "seldom");

    private static IEnumerable<(string Name, StatementFilter Filter)> Filters()
    {
        var since = new DateTime(2020, 1, 1, 0, 0, 30, DateTimeKind.Utc);
        foreach (var (name, keys) in new (string, FilterKey[])[]
        {
            ("all", []), ("everywhere", [new(Everywhere)]), ("often", [new(Often)]), ("seldom", [new(Seldom)]),
            ("seldom, often, everywhere", [new(Seldom), new(Often), new(Everywhere)]), ("often, everywhere", [new(Often), new(Everywhere)]), ("everywhere, seldom", [new(Everywhere), new(Seldom)]), ("nowhere", [new(Nowhere)]),
            ("seldom or everywhere", [new(Seldom, Everywhere)]), ("nowhere or often", [new(Nowhere, Often)]), ("often, seldom or everywhere", [new(Often), new(Seldom, Everywhere)]),
        })
        {
            foreach (var ascending in new[] { false, true })
            {
                var filter = new StatementFilter { Keys = keys, Limit = 100, Ascending = ascending };
                yield return ($"{name}, {(ascending ? "ascending" : "descending")}", filter);
                yield return ($"{name}, {(ascending ? "ascending" : "descending")}, since and until", filter with { Since = since, Until = since.AddSeconds(10) });
                yield return ($"{name}, {(ascending ? "ascending" : "descending")}, further page", filter with { Cursor = Statements / 2 });
                yield return ($"{name}, {(ascending ? "ascending" : "descending")}, own", filter with { CredentialId = "lms" });
            }
        }
    }

    [Fact]
    public async Task PostgreSQL_reads_ranges_in_order()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "No PostgreSQL server.");
        await using var test = await FilledAsync(Dialect.Postgres);
        await EachAsync(test.Database, async (name, command) =>
        {
            command.CommandText = "EXPLAIN (FORMAT JSON) " + command.CommandText;
            var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!)![0]!["Plan"]!;
            var nodes = Nodes(plan).ToList();
            var merged = name.Contains(" or ", StringComparison.Ordinal);
            Assert.All(nodes, node => Assert.True(
                node["Node Type"]!.GetValue<string>() is var type && (type is "Limit" or "Nested Loop" or "Index Scan" or "Index Only Scan" or "Result" || (merged && (type is "Merge Append" or "Append" or "Subquery Scan" || IsSortOfPages(node)))),
                $"{name}: {plan}"));
        });
    }

    [Fact]
    public async Task SQLite_reads_ranges_in_order()
    {
        await using var test = await FilledAsync(Dialect.Sqlite);
        await EachAsync(test.Database, async (name, command) =>
        {
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            {
                var step = rows.GetString(3);
                // The whole log, newest or oldest first, is a scan of the table in its own order, which ends with the page.
                Assert.True(step.StartsWith("SEARCH ", StringComparison.Ordinal) || step.Contains("SUBQUERY", StringComparison.Ordinal) || step is "MERGE (UNION ALL)" or "LEFT" or "RIGHT" || (step == "SCAN s" && name.StartsWith("all", StringComparison.Ordinal)), $"{name}: {step}");
            }
        });
    }

    private static async Task EachAsync(Database database, Func<string, DbCommand, Task> judge)
    {
        using var store = new StatementStore(database);
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var (name, filter) in Filters())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = store.Build(filter, command);
            await judge(name, command);
        }
    }

    /// <summary>Of two ranges no more is sorted than a page of each.</summary>
    private static bool IsSortOfPages(JsonNode node) =>
        node["Node Type"]!.GetValue<string>() == "Sort" && node["Plans"]![0] is { } append && append["Node Type"]!.GetValue<string>() == "Append"
        && append["Plans"]!.AsArray().All(range => Nodes(range!).Any(inner => inner["Node Type"]!.GetValue<string>() == "Limit"));

    private static IEnumerable<JsonNode> Nodes(JsonNode plan) =>
        ((JsonArray?)plan["Plans"] ?? []).SelectMany(child => Nodes(child!)).Prepend(plan);

    /// <summary>A log of which one key has all, one a tenth and one twenty statements, with statistics.</summary>
    private static async Task<TestDatabase> FilledAsync(Dialect dialect)
    {
        var test = await TestDatabase.MigratedAsync(dialect, new MigrationSource("lrs", typeof(LrsModule).Assembly));
        await using var connection = await test.Database.OpenAsync(TestContext.Current.CancellationToken);
        var postgres = dialect == Dialect.Postgres;
        var (numbers, id) = postgres
            ? ("SELECT n FROM generate_series(1, @count) AS g (n)", "md5(n::text)::uuid")
            : ("WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < @count) SELECT n FROM g", "CAST(printf('%016d', n) AS BLOB)");
        foreach (var sql in new[]
        {
            $"INSERT INTO lrs_statements (seq, id, stored, credential_id, body) SELECT n, {id}, 1577836800000000 + n * 1000, 'lms', @body FROM ({numbers}) AS numbers",
            $"INSERT INTO lrs_links (key, seq) SELECT @everywhere, n FROM ({numbers}) AS numbers",
            $"INSERT INTO lrs_links (key, seq) SELECT @often, n FROM ({numbers}) AS numbers WHERE n % 10 = 0",
            $"INSERT INTO lrs_links (key, seq) SELECT @seldom, n FROM ({numbers}) AS numbers WHERE n % 3000 = 0",
            "ANALYZE",
        })
        {
            await using var command = connection.Command(sql);
            foreach (var (name, value) in new (string, object)[]
            {
                ("count", Statements), ("body", new byte[600]), ("everywhere", test.Database.Uuid(Everywhere.Value)), ("often", test.Database.Uuid(Often.Value)), ("seldom", test.Database.Uuid(Seldom.Value)),
            })
            {
                if (sql.Contains($"@{name}", StringComparison.Ordinal))
                    command.Add(name, value);
            }

            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        return test;
    }
}
