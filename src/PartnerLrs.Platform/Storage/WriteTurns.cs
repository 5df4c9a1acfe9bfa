using System.Collections.Concurrent;

namespace PartnerLrs.Platform.Storage;

/// <summary>
/// Whose turn it is to write to a SQLite file, among all in this process: whoever asked first. SQLite has those who wait look again every so often, in
/// which somebody who writes group after group leaves them no moment to find the file free; and they would block a thread meanwhile.
/// </summary>
internal sealed class WriteTurns
{
    private static readonly ConcurrentDictionary<string, WriteTurns> Files = new(StringComparer.Ordinal);

    private readonly Lock guard = new();
    private readonly Queue<TaskCompletionSource> waiting = [];
    private bool taken;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (guard)
                return waiting.Count;
        }
    }

    /// <summary>The turns of a file, by the connection string with which this process opens it.</summary>
    public static WriteTurns Of(string connectionString) => Files.GetOrAdd(connectionString, _ => new WriteTurns());

    /// <summary>Does something that writes when it is its turn.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was done.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        await TakeAsync(cancellationToken);
        try
        {
            return await write();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Waits for a turn. Whoever has it must <see cref="End"/> it.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled; there is nothing to end.</exception>
    public Task TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource mine;
        lock (guard)
        {
            if (!taken)
            {
                taken = true;
                return Task.CompletedTask;
            }

            mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(mine);
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(mine, cancellationToken) : mine.Task;
    }

    /// <summary>Ends the turn: the next one's begins.</summary>
    public void End()
    {
        lock (guard)
        {
            while (waiting.TryDequeue(out var next))
            {
                // One that has been cancelled is passed over.
                if (next.TrySetResult())
                    return;
            }

            taken = false;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource mine, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), mine);
        await mine.Task;
    }
}
