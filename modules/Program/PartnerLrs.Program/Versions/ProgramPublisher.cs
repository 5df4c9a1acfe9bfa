using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Program.Comparison;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;

namespace PartnerLrs.Program.Versions;

/// <summary>Publishes documents: checks, commits, refreshes the catalog, tells the observers, in this order.</summary>
/// <param name="store">Where versions are kept.</param>
/// <param name="catalog">The versions in memory.</param>
/// <param name="observers">Who hears of new versions.</param>
/// <param name="lifetime">Tells when the process stops.</param>
/// <param name="clock">Tells when a version is published.</param>
/// <param name="log">Says what was published, and which observer failed.</param>
internal sealed partial class ProgramPublisher(
    VersionStore store,
    ProgramCatalog catalog,
    IEnumerable<IPolicyObserver> observers,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<ProgramPublisher> log) : IProgramPublisher
{
    /// <inheritdoc/>
    public PolicyFindings Validate(ReadOnlyMemory<byte> document) => PolicyDocument.Judge(document, clock.UtcNow());

    /// <inheritdoc/>
    public async Task<Publication> PublishAsync(ReadOnlyMemory<byte> document, DateTime? effectiveAt, CancellationToken cancellationToken)
    {
        var (errors, advice) = Validate(document);
        if (errors.Count > 0)
            return new Publication(null, false, errors, []);
        var isNew = false;
        var added = await store.AddAsync(last => Next(last, document, effectiveAt, out isNew), cancellationToken);
        if (!added.TryGet(out var row, out var error))
            return new Publication(null, false, [error], []);
        if (isNew)
        {
            LogPublished(row.Number, row.EffectiveAt);
            // The version is committed: that the caller has gone does not matter any more.
            await catalog.RefreshAsync(lifetime.ApplicationStopping);
            await TellAsync(row.Number);
        }
        return new Publication(ProgramCatalog.ToVersion(row), isNew, [], advice);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PolicyChange>> CompareAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var last = await store.LastAsync(cancellationToken);
        return PolicyComparison.Of(last?.Document ?? "{}"u8.ToArray(), document);
    }

    private Result<VersionRow> Next(VersionRow? last, ReadOnlyMemory<byte> document, DateTime? effectiveAt, out bool isNew)
    {
        isNew = false;
        var now = clock.UtcNow();
        if (last is not null && document.Span.SequenceEqual(last.Document))
        {
            return effectiveAt is null || effectiveAt == last.EffectiveAt
                ? last
                : Error.Conflict("already-published", $"Version {last.Number} has this document already and applies from {Timestamps.ToRfc3339(last.EffectiveAt)}; published versions do not change.");
        }
        var effective = effectiveAt ?? now;
        if (last is not null && effective < last.EffectiveAt)
        {
            return Error.Conflict(
                "effective-too-early",
                $"Version {last.Number} applies from {Timestamps.ToRfc3339(last.EffectiveAt)}; expected an effective instant not before that, found {Timestamps.ToRfc3339(effective)}{(effectiveAt is null ? " (now)" : "")}.");
        }
        isNew = true;
        return new VersionRow((last?.Number ?? 0) + 1, effective, now, document.ToArray());
    }

    private async Task TellAsync(int number)
    {
        foreach (var observer in observers)
        {
            try
            {
                await observer.PolicyPublishedAsync(number, lifetime.ApplicationStopping);
            }
            catch (Exception e)
            {
                LogObserverFailed(e, observer.GetType().Name, number);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Published policy version {Number}, which applies from {EffectiveAt:O}")]
    private partial void LogPublished(int number, DateTime effectiveAt);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Observer} failed on policy version {Number}")]
    private partial void LogObserverFailed(Exception exception, string observer, int number);
}
