using System.Text;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Tests.Rules;
using PartnerLrs.Testing;

namespace PartnerLrs.Standing.Tests;

/// <summary>What was decided under an earlier version's tables stands as it was given.</summary>
public sealed class DecisionMigrationTests
{
    private const string Id = "0197a2b0-1111-7222-8333-444455556666";
    private const string Answer = """{"decision":false,"partner":{"id":"crm:nordwind"},"asOf":"2026-07-01T10:00:00Z","decisionId":"0197a2b0-1111-7222-8333-444455556666"}""";

    [Theory, DatabaseData]
    public async Task A_decision_from_before_answers_were_kept_apart_is_replayed_byte_for_byte(Dialect dialect)
    {
        await using var test = await TestDatabase.CreateAsync(dialect);
        var migrations = Scripts(dialect);
        await RunAsync(test, migrations.Where(name => string.CompareOrdinal(name, "0003") < 0), dialect);
        await using (var connection = await test.Database.OpenAsync())
        {
            await using var insert = connection.Command(
                """
                INSERT INTO standing_decisions (id, asked_at, credential_id, gate, partner_id, allowed, policy_version, names, question, answer)
                VALUES (@id, @asked, 'prm', 'deal-registration', 'nordwind', @allowed, 3, @names, '{}', @answer)
                """,
                null,
                ("id", Id),
                ("asked", Given.At("2026-07-01T10:00")),
                ("allowed", false),
                ("names", true),
                ("answer", Encoding.UTF8.GetBytes(Answer)));
            await insert.ExecuteNonQueryAsync();
        }

        await RunAsync(test, migrations.Where(name => string.CompareOrdinal(name, "0003") >= 0), dialect);
        await using var log = new DecisionLog(test.Database);
        var found = await log.FindAsync(Id, default);
        Assert.NotNull(found);
        Assert.Equal(Answer, Encoding.UTF8.GetString(found.Answer));
        Assert.Equal(("prm", "deal-registration", "nordwind", false, 3, true), (found.CredentialId, found.Gate, found.PartnerId, found.Allowed, found.PolicyVersion, found.Names));

        // And one of now beside it.
        await log.RecordAsync([found with { Id = "0197a2b0-1111-7222-8333-444455556667" }], default);
        Assert.Equal(Answer, Encoding.UTF8.GetString((await log.FindAsync("0197a2b0-1111-7222-8333-444455556667", default))!.Answer));
    }

    private static List<string> Scripts(Dialect dialect) =>
        [.. typeof(DecisionLog).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder(dialect), StringComparison.Ordinal)).Select(name => name[Folder(dialect).Length..]).Order(StringComparer.Ordinal)];

    private static async Task RunAsync(TestDatabase test, IEnumerable<string> scripts, Dialect dialect)
    {
        await using var connection = await test.Database.OpenAsync();
        foreach (var script in scripts)
        {
            using var text = new StreamReader(typeof(DecisionLog).Assembly.GetManifestResourceStream(Folder(dialect) + script)!);
            await using var run = connection.Command(await text.ReadToEndAsync());
            await run.ExecuteNonQueryAsync();
        }
    }

    private static string Folder(Dialect dialect) => dialect == Dialect.Sqlite ? "Migrations/sqlite/" : "Migrations/postgres/";
}
