using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Pump;
using PartnerLrs.Standing.SetAside;
using PartnerLrs.Standing.Tests.Rules;
using PartnerLrs.Testing;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>A silo with the module's grains on a real database; log, directory, deals and policies are in memory, and pumps go only when they are told to.</summary>
internal sealed class PumpRig : IAsyncDisposable
{
    private IHost? silo;

    private PumpRig(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public KnownLog Log { get; } = new();

    public KnownPeople People { get; } = new();

    public KnownDeals Deals { get; } = new();

    public KnownPolicies Policies { get; } = new();

    /// <summary>Statements on which a rule fails, by id.</summary>
    public HashSet<Guid> Poison { get; } = [];

    public ILogPumpGrain LogPump => Grains.GetGrain<ILogPumpGrain>(0);

    public IDirectoryPumpGrain DirectoryPump => Grains.GetGrain<IDirectoryPumpGrain>(0);

    public SetAsideStore Aside => Services.GetRequiredService<SetAsideStore>();

    public IServiceProvider Services => silo!.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static async Task<PumpRig> StartAsync(Dialect dialect)
    {
        var rig = new PumpRig(await TestDatabase.MigratedAsync(dialect, new MigrationSource("standing", typeof(StandingModule).Assembly)));
        rig.Policies.Publish(Policy("sls"), Given.At("2020-01-01"));
        rig.People.AddPartner("nordwind");
        await rig.StartSiloAsync();
        return rig;
    }

    /// <summary>Each course earns a certification of its own; one salesperson who holds one makes a partner silver.</summary>
    public static ProgramPolicy Policy(params string[] courses) =>
        Given.Policy([.. courses.Select(course => Given.Course(course))], [.. courses.Select(course => Given.Certification(course.ToUpperInvariant(), new OneCourse(course), validity: null, window: null))]) with
        {
            Tiers = [Given.Tier("silver", Given.Need(1, string.Join('|', courses.Select(course => course.ToUpperInvariant()))))],
            Benefits = [Given.Gated("deals", "silver")],
        };

    /// <summary>Stops the silo and starts another one on the same database.</summary>
    public async Task RestartAsync(Func<Task>? between = null)
    {
        await StopAsync();
        if (between is not null)
            await between();
        await StartSiloAsync();
    }

    /// <summary>Carries the log to its end.</summary>
    /// <returns>How many calls that took.</returns>
    public async Task<int> CarryLogAsync()
    {
        var calls = 1;
        while ((await LogPump.CarryAsync()).HasMore)
            calls++;
        return calls;
    }

    /// <summary>Carries directory, deals and policy to their end.</summary>
    public async Task<int> CarryDirectoryAsync()
    {
        var calls = 1;
        while (await DirectoryPump.CarryAsync())
            calls++;
        return calls;
    }

    /// <summary>What the fold has come to: every award and every answer, without the moments at which rows were written.</summary>
    public async Task<string> FoldAsync()
    {
        await using var connection = await Database.Database.OpenAsync();
        var lines = new List<string>();
        foreach (var query in new[]
        {
            "SELECT id, person_id, partner_id, certification, earned_at, known_at, expires_at, revoked_at FROM standing_awards ORDER BY id",
            "SELECT partner_id, gate, valid_until, allowed, tier, short, policy_version FROM standing_gate_status ORDER BY partner_id, gate, valid_from",
        })
        {
            await using var select = connection.Command(query);
            await using var rows = await select.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                lines.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        }

        return string.Join('\n', lines);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.Database.OpenAsync();
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await Database.Database.OpenAsync();
        await using var command = connection.Command(sql);
        return await command.ExecuteScalarAsync();
    }

    public async Task<IReadOnlyList<string>> SetAsideAsync() => [.. (await Aside.AllAsync(default)).Select(item => $"{item.Kind} {item.Key} of {item.PersonId}")];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Database.DisposeAsync();
    }

    private async Task StartSiloAsync()
    {
        // A database object of its own: the container disposes of what it is given.
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddPlatform(Platform.Storage.Database.FromConnectionString(Database.ConnectionString));
        builder.AddSilo(Database.Database);
        builder.Services.AddStandingModule();
        foreach (var hosted in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.Module == typeof(StandingModule).Module).ToList())
            builder.Services.Remove(hosted);
        builder.Services.AddSingleton<IStatementLog>(Log);
        builder.Services.AddSingleton<IPartnerDirectory>(People);
        builder.Services.AddSingleton<IDealRecords>(Deals);
        builder.Services.AddSingleton<IProgramCatalog>(Policies);
        builder.Services.AddSingleton(new Digestion(Policies, (person, ledger, policy) =>
        {
            if (ledger.Evidence.FirstOrDefault(fact => Poison.Contains(fact.StatementId)) is { } poison)
                throw new InvalidOperationException($"no rule can take {poison.StatementId}");
            LearnerAwards.Of(person, ledger, policy);
        }));
        silo = builder.Build();
        await silo.StartAsync();
    }

    private async Task StopAsync()
    {
        if (silo is null)
            return;
        await silo.StopAsync();
        silo.Dispose();
        silo = null;
    }
}
