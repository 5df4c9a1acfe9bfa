using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>
/// Removes uploads that never became content. At start that is every one, for there is one server per database: a crash left them. Later
/// it is those that a day has passed over, whose removal failed with the database.
/// </summary>
internal sealed partial class AttachmentSweep(AttachmentStore store, TimeProvider clock, ILogger<AttachmentSweep> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // Taken before the server listens: what was started earlier is nobody's any more.
    private readonly DateTime started = clock.UtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = started;
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            await SweepAsync(before, stoppingToken);
            before = clock.UtcNow() - Longest;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(DateTime before, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.SweepAsync(before, cancellationToken) is var count and > 0)
                LogRemoved(count);
        }
        catch (DbException exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} attachments that no statement came to refer to")]
    private partial void LogRemoved(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attachments that no statement refers to could not be removed; they are tried again in an hour")]
    private partial void LogFailed(DbException exception);
}
