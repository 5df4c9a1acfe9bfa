using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PartnerLrs.Kernel;

namespace PartnerLrs.Standing.SetAside;

/// <summary>Healthy means that all that is in the log has been folded, or is being. Otherwise answers are still given: degraded, not unhealthy.</summary>
internal sealed class FoldHealth(SetAsideStore store, TimeProvider clock) : IHealthCheck
{
    private readonly ConcurrentDictionary<string, DateTime> failing = new(StringComparer.Ordinal);

    /// <summary>A pump has failed and will come again.</summary>
    public void Failed(string pump) => failing.TryAdd(pump, clock.UtcNow());

    /// <summary>A pump does its work.</summary>
    public void Works(string pump) => failing.TryRemove(pump, out _);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var complaints = failing.Select(pump => $"The {pump.Key} pump fails since {Timestamps.ToRfc3339(pump.Value)}.").Order(StringComparer.Ordinal).ToList();
        try
        {
            if ((await store.AllAsync(cancellationToken)).Count is > 0 and var count)
                complaints.Add($"Set aside: {count}. GET /api/v1/set-aside tells what and why.");
        }
        catch (Exception e) when (Trouble.IsPassing(e))
        {
            complaints.Add("The database does not answer.");
        }

        return complaints.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', complaints));
    }
}
