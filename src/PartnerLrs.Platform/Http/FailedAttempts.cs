using System.Collections.Concurrent;

namespace PartnerLrs.Platform.Http;

/// <summary>
/// Slows guessing down: after ten failures within a minute from one address with one key (or a hundred with any keys), that address
/// has to wait until the minute is over. A key is never locked for other addresses, so nobody can shut an LMS out by failing in its name.
/// </summary>
/// <param name="clock">Measures the minute.</param>
public sealed class FailedAttempts(TimeProvider clock)
{
    private const int PerKey = 10;
    private const int PerAddress = 100;
    private const int MaximumTracked = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Address, string? Key), Count> counts = new();

    /// <summary>How long this address has to wait before it may try this key again; null when it may try now.</summary>
    public TimeSpan? BlockedFor(string address, string key) => Wait((address, key), PerKey) ?? Wait((address, null), PerAddress);

    /// <summary>Notes a failure.</summary>
    public void Note(string address, string key)
    {
        if (counts.Count > MaximumTracked)
        {
            foreach (var (stale, count) in counts)
            {
                if (clock.GetElapsedTime(count.Since) >= Window)
                    counts.TryRemove(stale, out _);
            }
        }

        Add((address, null));
        // With more live keys than are tracked, the count per address still holds.
        if (counts.Count <= MaximumTracked)
            Add((address, key));
    }

    private void Add((string, string?) who) =>
        counts.AddOrUpdate(
            who,
            _ => new Count(clock.GetTimestamp(), 1),
            (_, old) => clock.GetElapsedTime(old.Since) >= Window ? new Count(clock.GetTimestamp(), 1) : old with { Failures = old.Failures + 1 });

    private TimeSpan? Wait((string, string?) who, int limit)
    {
        if (!counts.TryGetValue(who, out var count) || count.Failures < limit)
            return null;
        var left = Window - clock.GetElapsedTime(count.Since);
        return left > TimeSpan.Zero ? left : null;
    }

    private sealed record Count(long Since, int Failures);
}
