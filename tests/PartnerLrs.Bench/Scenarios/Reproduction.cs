using System.Globalization;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>The arguments that measure one row again. Where a server is and how to get in stands for the reader to fill in.</summary>
internal static class Reproduction
{
    /// <summary>Makes them.</summary>
    public static string Of(Session session, string scenario, DatabaseKind? kind, int? batch = null, int? connections = null, bool isHot = false, long? volume = null) =>
        Of(session, scenario, kind, volume is { } one ? [one] : [], batch, connections, isHot);

    /// <summary>Makes them, for what needs several volumes.</summary>
    public static string Of(Session session, string scenario, DatabaseKind? kind, IReadOnlyList<long> volumes, int? batch = null, int? connections = null, bool isHot = false)
    {
        var options = session.Options;
        var parts = new List<string> { scenario };
        parts.Add(kind switch
        {
            null => $"--url \"$URL\" --key \"$KEY\" --secret \"$SECRET\" --name {options.Foreign!.Name}",
            DatabaseKind.Postgres => "--database postgres --postgres \"$POSTGRES\"",
            _ => "--database sqlite",
        });
        if (options.XapiVersion != "2.0.0")
            parts.Add($"--xapi-version {options.XapiVersion}");
        if (batch is not null)
            parts.Add($"--batches {batch}");
        if (connections is not null)
            parts.Add($"--connections {connections}");
        if (isHot)
            parts.Add("--hot");
        if (volumes.Count > 0)
            parts.Add($"--volumes {string.Join(',', volumes.Select(Numbers.Volume))}");
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"--warmup {options.Warmup.TotalSeconds} --duration {options.Duration.TotalSeconds}"));
        if (options.Count is { } count)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"--count {count}"));
        if (options.Rounds > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"--rounds {options.Rounds}"));
        if (options.Compare)
            parts.Add("--compare");
        return string.Join(' ', parts);
    }
}
