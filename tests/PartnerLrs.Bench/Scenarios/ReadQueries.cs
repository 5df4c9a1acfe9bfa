using System.Text.Json;
using PartnerLrs.Bench.Generation;
using PartnerLrs.Bench.Load;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>The reads that are measured, for statements 0 to volume - 1.</summary>
internal sealed class ReadQueries(StatementComposer composer, Requests requests, long volume)
{
    /// <summary>One statement by its id.</summary>
    public const string ById = "by id";

    private const int Page = 100;
    private const int Ids = 4_000;
    private const int Few = 200;
    private const int Instants = 40;
    private static readonly Draw Draw = new(7);

    /// <summary>All kinds of reads.</summary>
    public async Task<IReadOnlyList<ReadQuery>> AllAsync(CancellationToken cancellationToken) =>
    [
        new(ById, Many(Ids, n => $"statements?statementId={composer.Id(n)}"), false),
        new("agent", [.. Drillers().Select(agent => $"statements?agent={agent}&limit={Page}")], true),
        new("agent + verb + activity", [.. Drillers().Select(agent => Filter(agent, StatementComposer.DrillVerb, StatementComposer.DrillCourse, StatementComposer.DrillItem))], true),
        new("agent + verb + activity, few", Many(Few, n => Ordinary(n) is var at ? Filter(Escape(Population.Agent(at.Person)), at.Verb, at.Course, at.Item) : ""), false),
        new("related activity", [.. Enumerable.Range(0, Population.Tracks).Select(track => $"statements?activity={Escape(Population.TrackIri(track))}&related_activities=true&limit={Page}")], true),
        new("registration", Many(Few, n => $"statements?registration={composer.Registration(composer.At(n).Session)}&limit={Page}"), false),
        new("since", await SinceAsync(cancellationToken), true),
    ];

    private static string Escape(string value) => Uri.EscapeDataString(value);

    private static IEnumerable<string> Drillers() => Enumerable.Range(0, StatementComposer.Drillers).Select(person => Escape(Population.Agent(person)));

    private static string Filter(string agent, int verb, int course, int item) =>
        $"statements?agent={agent}&verb={Escape(Population.VerbIri(verb))}&activity={Escape(Population.ActivityIri(course, item))}&limit={Page}";

    private IReadOnlyList<string> Many(int count, Func<long, string> address) => [.. Enumerable.Range(0, count).Select(i => address(Draw.Below(1, i, (int)volume)))];

    /// <summary>The first statement from n on that is of no drill.</summary>
    private Place Ordinary(long n)
    {
        while (composer.At(n).Person < StatementComposer.Drillers)
            n = n > 0 ? n - 1 : volume - 1;
        return composer.At(n);
    }

    /// <summary>Pages that follow an instant, the oldest first, as a system asks that copies the log; from the first half, so that pages are full: batches that were loaded side by side are not in order.</summary>
    private async Task<IReadOnlyList<string>> SinceAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var addresses = new List<string>();
        for (var i = 0; i < Instants; i++)
        {
            using var request = requests.Get($"statements?statementId={composer.Id(Draw.Below(2, i, (int)(volume / 2)))}");
            using var response = await http.SendAsync(request, cancellationToken);
            using var statement = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            addresses.Add($"statements?since={Escape(statement.RootElement.GetProperty("stored").GetString()!)}&ascending=true&limit={Page}");
        }

        return addresses;
    }
}
