using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PartnerLrs.Platform.Storage;

/// <summary>
/// Concurrent callers hand their work to one worker, which does all that waits at once: for writes in one transaction (group commit), for reads in
/// one query. While one group is under way the next one gathers, so there is no added delay at rest, and one disk sync or one trip to the database
/// for many callers under load. Each caller still succeeds or fails alone: when a group fails as a whole, its members are tried again one by one.
/// </summary>
/// <remarks>
/// The worker has a thread of its own, and work on it should not await but block: under load the thread pool is full of requests that are being read,
/// and work that goes through its queue at each step keeps everybody waiting who is in the group.
/// </remarks>
/// <typeparam name="TWork">What a caller wants done.</typeparam>
/// <typeparam name="TOutcome">What the caller is told.</typeparam>
public sealed class Batcher<TWork, TOutcome> : IAsyncDisposable
{
    private readonly Channel<Entry> queue;
    private readonly Func<IReadOnlyList<TWork>, Task<IReadOnlyList<TOutcome>>> commit;
    private readonly Func<TWork, int> weigh;
    private readonly int maximumWeight;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BlockingCollection<(List<Entry> Group, IReadOnlyList<TOutcome> Outcomes)>? unsettled;

    /// <summary>Starts the worker.</summary>
    /// <param name="commit">Does the work of a group and returns an outcome for each member, in order.</param>
    /// <param name="weigh">What a member adds to the group's weight, e.g. its rows.</param>
    /// <param name="maximumWeight">A group is closed when it weighs this much; a heavier single member makes a group of its own.</param>
    /// <param name="capacity">How many callers may wait before further ones are held back.</param>
    /// <param name="settle">
    /// What is to be done after groups are committed and before their members are told, such as a sync of the disk: on a thread of its own, once for all groups that
    /// wait for it, while the next one is committed. When it fails they all fail. Null for nothing.
    /// </param>
    public Batcher(Func<IReadOnlyList<TWork>, Task<IReadOnlyList<TOutcome>>> commit, Func<TWork, int> weigh, int maximumWeight, int capacity, Func<Task>? settle = null)
    {
        this.commit = commit;
        this.weigh = weigh;
        this.maximumWeight = maximumWeight;
        queue = Channel.CreateBounded<Entry>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        if (settle is not null)
        {
            unsettled = [];
            new Thread(() => Settle(unsettled, settle)) { IsBackground = true, Name = $"{typeof(TWork).Name} settle" }.UnsafeStart();
        }

        new Thread(Loop) { IsBackground = true, Name = typeof(TWork).Name }.UnsafeStart();
    }

    /// <summary>Hands over work and waits until it is done or refused. Once handed over it is not taken back.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait for a place in the queue, not the work.</param>
    public async Task<TOutcome> SubmitAsync(TWork work, CancellationToken cancellationToken)
    {
        var entry = new Entry(work);
        await queue.Writer.WriteAsync(entry, cancellationToken);
        return await entry.Completion.Task;
    }

    /// <summary>Does what still waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
    }

    private void Loop()
    {
        var group = new List<Entry>();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var weight = 0;
            while (weight < maximumWeight && queue.Reader.TryPeek(out var next))
            {
                var added = weigh(next.Work);
                if (group.Count > 0 && weight + added > maximumWeight)
                    break;
                weight += added;
                queue.Reader.TryRead(out _);
                group.Add(next);
            }

            Commit(group);
            group.Clear();
        }

        if (unsettled is null)
            ended.SetResult();
        else
            unsettled.CompleteAdding();
    }

    private void Settle(BlockingCollection<(List<Entry> Group, IReadOnlyList<TOutcome> Outcomes)> committed, Func<Task> settle)
    {
        var groups = new List<(List<Entry> Group, IReadOnlyList<TOutcome> Outcomes)>();
        foreach (var first in committed.GetConsumingEnumerable())
        {
            groups.Add(first);
            while (committed.TryTake(out var next))
                groups.Add(next);
            try
            {
                settle().GetAwaiter().GetResult();
                groups.ForEach(group => Tell(group.Group, group.Outcomes));
            }
            catch (Exception e)
            {
                foreach (var entry in groups.SelectMany(group => group.Group))
                    entry.Completion.TrySetException(e);
            }

            groups.Clear();
        }

        ended.SetResult();
    }

    private static void Tell(List<Entry> group, IReadOnlyList<TOutcome> outcomes)
    {
        for (var i = 0; i < group.Count; i++)
            group[i].Completion.TrySetResult(outcomes[i]);
    }

    private void Commit(List<Entry> group)
    {
        try
        {
            var outcomes = commit(group.ConvertAll(entry => entry.Work)).GetAwaiter().GetResult();
            if (unsettled is null)
                Tell(group, outcomes);
            else
                unsettled.Add(([.. group], outcomes));
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var entry in group)
                Commit([entry]);
        }
        catch (Exception e)
        {
            group[0].Completion.TrySetException(e);
        }
    }

    private sealed class Entry(TWork work)
    {
        public TWork Work { get; } = work;

        public TaskCompletionSource<TOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
