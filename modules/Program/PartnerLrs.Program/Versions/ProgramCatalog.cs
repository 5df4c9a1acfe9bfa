using System.Data.Common;
using Microsoft.Extensions.Logging;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;

namespace PartnerLrs.Program.Versions;

/// <summary>
/// The published versions in memory. A version that this process published is there at once; one that another process
/// published within five seconds. While the database cannot be reached, what is known goes on being answered.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="clock">Tells how old what is known is.</param>
/// <param name="log">Says when what is known could not be refreshed.</param>
internal sealed partial class ProgramCatalog(VersionStore store, TimeProvider clock, ILogger<ProgramCatalog> log) : IProgramCatalog, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Known? known;

    /// <inheritdoc/>
    public async ValueTask<PolicyVersion?> InForceAsync(DateTime asOf, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).InForce(asOf);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PolicyVersion>> AllAsync(CancellationToken cancellationToken) =>
        known is { } current && IsFresh(current) ? ValueTask.FromResult(current.Versions) : new(ReadAsync(again: false, cancellationToken));

    /// <summary>Reads what was published since, however lately it was read before.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => ReadAsync(again: true, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    /// <summary>The version of a row.</summary>
    /// <exception cref="InvalidOperationException">This version of the product does not understand the document.</exception>
    internal static PolicyVersion ToVersion(VersionRow row)
    {
        var (policy, errors) = PolicyDocument.Read(row.Document);
        return policy is not null
            ? new PolicyVersion(row.Number, policy, row.EffectiveAt, row.PublishedAt)
            : throw new InvalidOperationException($"Policy version {row.Number} cannot be read: {errors[0].Message} ({errors[0].Pointer})");
    }

    private async Task<IReadOnlyList<PolicyVersion>> ReadAsync(bool again, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            var before = known;
            if (before is not null && !again && IsFresh(before))
                return before.Versions;
            var readAt = clock.GetTimestamp();
            var last = before is { Versions: [.., var latest] } ? latest.Number : 0;
            var rows = await store.ReadAfterAsync(last, cancellationToken);
            var after = new Known(rows.Count == 0 && before is not null ? before.Versions : [.. before?.Versions ?? [], .. rows.Select(ToVersion)], readAt);
            known = after;
            return after.Versions;
        }
        catch (DbException e) when (known is not null && !again)
        {
            LogStale(e);
            known = known with { ReadAt = clock.GetTimestamp() };
            return known.Versions;
        }
        finally
        {
            reading.Release();
        }
    }

    private bool IsFresh(Known what) => clock.GetElapsedTime(what.ReadAt) < Fresh;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The policy versions could not be read again; those known go on being used")]
    private partial void LogStale(Exception exception);

    private sealed record Known(IReadOnlyList<PolicyVersion> Versions, long ReadAt);
}
