using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Commands;

/// <summary>The options that scenarios share, and how they are read.</summary>
internal sealed partial class OptionSet
{
    private readonly Option<string?> url = new("--url") { Description = "The xAPI endpoint of an LRS that runs already, e.g. http://127.0.0.1:8080/xapi. Without it the tool starts ours." };
    private readonly Option<string?> key = new("--key") { Description = "With --url: the key of HTTP Basic." };
    private readonly Option<string?> secret = new("--secret") { Description = "With --url: the secret of HTTP Basic." };
    private readonly Option<string?> name = new("--name") { Description = "With --url: what results are filed under (the address)." };
    private readonly Option<string> version = new("--xapi-version") { Description = "The version that is spoken.", DefaultValueFactory = _ => "2.0.0" };
    private readonly Option<string?> database = new("--database") { Description = "On what ours runs: sqlite, postgres or both (postgres where --postgres is given, otherwise sqlite; `targets` and `all`: both)." };
    private readonly Option<string?> postgres = new("--postgres") { Description = "The PostgreSQL server, e.g. 'Host=127.0.0.1;Username=postgres'. Databases are made on it and dropped." };
    private readonly Option<ulong> seed = new("--seed") { Description = "What generated statements follow from.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> warmup = new("--warmup") { Description = "Seconds at the start of each run that are not measured; six times as many at the first run on a server that the tool has just started.", DefaultValueFactory = _ => 5 };
    private readonly Option<double> duration = new("--duration") { Description = "Seconds of each run that are measured.", DefaultValueFactory = _ => BenchOptions.StandardDuration.TotalSeconds };
    private readonly Option<long?> count = new("--count") { Description = "End a run after so many measured requests, if that comes before --duration." };
    private readonly Option<bool> compare = new("--compare") { Description = "Measure in the same run what it is compared with: COPY for writes on PostgreSQL, a bare endpoint for reads and gates." };
    private readonly Option<int> rounds = new("--rounds") { Description = "Measure each figure so often, in turn with what it is compared with, and take the round in the middle; an odd number.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> hot = new("--hot") { Description = "Every statement in one course." };
    private readonly Option<string?> keep = new("--keep") { Description = "Keep the database of stored volumes under this name, and use it again where it is there." };
    private readonly Option<string?> batches = new("--batches") { Description = "Statements in a request, e.g. 1,50." };
    private readonly Option<string?> connections = new("--connections") { Description = "Connections, e.g. 8,32." };
    private readonly Option<string?> volumes = new("--volumes") { Description = "Stored statements, e.g. 10k,1M (10k,100k,1M)." };
    private readonly Option<string?> crash = new("--crash") { Description = "With kill on PostgreSQL: what kills and restarts PostgreSQL, in place of killing the server, e.g. 'pg_ctl -D data -m immediate restart'." };
    private readonly Option<FileInfo?> json = new("--json") { Description = "Write the results to this file, for `report`." };

    private Option[] All => [url, key, secret, name, version, database, postgres, seed, warmup, duration, count, compare, rounds, hot, keep, batches, connections, volumes, crash, json];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>Reads them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isOnBoth">Whether the command measures on both databases where it is told of a PostgreSQL server.</param>
    /// <exception cref="BenchException">One is wrong.</exception>
    public BenchOptions Read(ParseResult parsed, bool isOnBoth)
    {
        var spoken = parsed.GetValue(version)!;
        if (spoken is not ("2.0.0" or "1.0.3"))
            throw Wrong("--xapi-version", spoken, "2.0.0 or 1.0.3");
        var kept = parsed.GetValue(keep);
        if (kept is not null && !KeptName().IsMatch(kept))
            throw Wrong("--keep", kept, "lower-case letters, digits and underscores");
        return new BenchOptions
        {
            Foreign = Foreign(parsed, spoken),
            Databases = Databases(parsed, isOnBoth),
            Postgres = parsed.GetValue(postgres),
            XapiVersion = spoken,
            Seed = parsed.GetValue(seed),
            Warmup = TimeSpan.FromSeconds(Positive("--warmup", parsed.GetValue(warmup), 0)),
            Duration = TimeSpan.FromSeconds(Positive("--duration", parsed.GetValue(duration), 0.1)),
            Count = parsed.GetValue(count),
            Compare = parsed.GetValue(compare),
            Rounds = parsed.GetValue(rounds) is >= 1 and <= 99 and var often && often % 2 == 1 ? often : throw Wrong("--rounds", parsed.GetValue(rounds).ToString(CultureInfo.InvariantCulture), "an odd number from 1 to 99"),
            IsHot = parsed.GetValue(hot),
            Keep = kept,
            Batches = Numbers("--batches", parsed.GetValue(batches), 10_000),
            Connections = Numbers("--connections", parsed.GetValue(connections), 1_000),
            Volumes = Volumes(parsed.GetValue(volumes)),
            Crash = parsed.GetValue(crash),
            Json = parsed.GetValue(json),
        };
    }

    private static BenchException Wrong(string option, string found, string expected) => new($"{option} is '{found}'; expected {expected}.");

    private static double Positive(string option, double value, double least) =>
        value >= least && value <= 86_400 ? value : throw Wrong(option, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"seconds, at least {least}"));

    private static IReadOnlyList<int> Numbers(string option, string? text, int most) => text is null
        ? []
        : [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : throw Wrong(option, text, $"whole numbers from 1 to {most}, separated by commas"))];

    private static IReadOnlyList<long> Volumes(string? text) => text is null
        ? []
        : [.. text.Split(',').Select(part => Results.Numbers.ParseVolume(part) is { } volume and >= 1_000 and <= 100_000_000 ? volume : throw Wrong("--volumes", text, "numbers of statements from 1k to 100M such as 10k,1M")).Order()];

    private ForeignLrs? Foreign(ParseResult parsed, string spoken)
    {
        if (parsed.GetValue(url) is not { } text)
            return null;
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw Wrong("--url", text, "an http or https address such as http://127.0.0.1:8080/xapi");
        return parsed.GetValue(key) is { } user && parsed.GetValue(secret) is { } password
            ? new ForeignLrs(parsed.GetValue(name) ?? address.Authority, address, new Credential(user, password), spoken)
            : throw new BenchException("--url needs --key and --secret.");
    }

    private IReadOnlyList<DatabaseKind> Databases(ParseResult parsed, bool isOnBoth)
    {
        var has = parsed.GetValue(postgres) is not null;
        IReadOnlyList<DatabaseKind> kinds = parsed.GetValue(database) switch
        {
            null when has && isOnBoth => [DatabaseKind.Postgres, DatabaseKind.Sqlite],
            null when has => [DatabaseKind.Postgres],
            null or "sqlite" => [DatabaseKind.Sqlite],
            "postgres" => [DatabaseKind.Postgres],
            "both" => [DatabaseKind.Postgres, DatabaseKind.Sqlite],
            var other => throw Wrong("--database", other, "sqlite, postgres or both"),
        };
        if (has && !IsServer(parsed.GetValue(postgres)!))
            throw new BenchException("--postgres is not a connection string with a Host; expected e.g. 'Host=127.0.0.1;Username=postgres'.");
        return has || !kinds.Contains(DatabaseKind.Postgres) ? kinds : throw new BenchException("PostgreSQL needs --postgres 'Host=…;Username=…'.");
    }

    private static bool IsServer(string connectionString)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.NonBacktracking)]
    private static partial Regex KeptName();
}
