using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HdrHistogram;
using PartnerLrs.Bench.Load;
using PartnerLrs.Kernel;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>
/// Posts that a person of the demo programme has passed a course, and measures how long it takes, from the acknowledgement on, until a gate's
/// answer says that it reflects the log up to that statement (<c>reflectsThrough</c>).
/// </summary>
internal sealed class LagProbe(Requests lms, Requests prm) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    /// <summary>The longest that a statement is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Partners = ["nordwind", "bluefjord", "castellan", "meridian", "oakhaven", "tessera", "aurelia", "brightwater", "cobaltline", "duneworks"];
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler());

    /// <summary>Lags in microseconds.</summary>
    public IntHistogram Lags { get; } = new(1, 600_000_000, 3);

    /// <summary>Statements whose lag was longer than anybody would wait for; they are in <see cref="Lags"/> with that time.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Probes again and again.</summary>
    public async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; Stopwatch.GetElapsedTime(started) < duration; i++)
        {
            await ProbeAsync(Partners[i % Partners.Length], cancellationToken);
            await Task.Delay(Interval, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task ProbeAsync(string partner, CancellationToken cancellationToken)
    {
        var statement = $$"""
            {"actor":{"mbox":"mailto:sales.lead.{{partner}}@{{partner}}.example"},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},
             "object":{"id":"https://academy.atlas.example/courses/sls-200"},"result":{"success":true,"score":{"scaled":0.9} } }
            """;
        using var posted = await AskAsync(lms.Post(Encoding.UTF8.GetBytes(statement)), cancellationToken);
        var acknowledged = Stopwatch.GetTimestamp();
        var id = posted.RootElement[0].GetString();
        using var kept = await AskAsync(lms.Get($"statements?statementId={id}"), cancellationToken);
        var stored = Instant(kept.RootElement.GetProperty("stored"));
        while (true)
        {
            using var answer = await AskAsync(prm.Get(DemoServer.Gate(partner)), cancellationToken);
            var lag = Stopwatch.GetElapsedTime(acknowledged);
            var isReflected = answer.RootElement.TryGetProperty("reflectsThrough", out var through) && through.ValueKind == JsonValueKind.String && Instant(through) >= stored;
            if (isReflected || lag > Patience)
            {
                Lags.RecordValue((long)lag.TotalMicroseconds);
                GivenUp += isReflected ? 0 : 1;
                return;
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    private static DateTime Instant(JsonElement element) => Timestamps.TryParseRfc3339(element.GetString(), out var instant)
        ? instant
        : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"'{element}' is not an instant."));

    private async Task<JsonDocument> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonDocument.Parse(body)
                : throw new BenchException($"{request.Method} {request.RequestUri} answers {(int)response.StatusCode}: {Encoding.UTF8.GetString(body)}");
        }
    }
}
