using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace PartnerLrs.Standing.SetAside;

/// <summary>Does one thing for many, so that one that fails holds up none of the others.</summary>
internal static class Attempts
{
    private const int Most = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Acts for each, several at once, and tries again what failed.</summary>
    /// <returns>Those that fail again and again, each with its error. Trouble that passes is thrown instead: whoever called comes again later.</returns>
    public static async Task<IReadOnlyList<(T Item, Exception Error)>> EachAsync<T>(IReadOnlyCollection<T> items, int atOnce, Func<T, Task> act, TimeProvider clock)
    {
        var left = items;
        for (var attempt = 1; ; attempt++)
        {
            var failed = new ConcurrentBag<(T Item, Exception Error)>();
            foreach (var some in left.Chunk(atOnce))
                await Task.WhenAll(some.Select(item => TryAsync(item, act, failed)));
            if (failed.IsEmpty)
                return [];
            // What timed out has used up its time, and the next call comes soon.
            if (failed.FirstOrDefault(failure => failure.Error is TimeoutException).Error is { } late)
                ExceptionDispatchInfo.Throw(late);
            if (attempt == Most)
            {
                if (failed.FirstOrDefault(failure => Trouble.IsPassing(failure.Error)).Error is { } passing)
                    ExceptionDispatchInfo.Throw(passing);
                return [.. failed];
            }

            left = [.. failed.Select(failure => failure.Item)];
            await Task.Delay(Pause * attempt, clock);
        }
    }

    private static async Task TryAsync<T>(T item, Func<T, Task> act, ConcurrentBag<(T Item, Exception Error)> failed)
    {
        try
        {
            await act(item);
        }
        catch (Exception e)
        {
            failed.Add((item, e));
        }
    }
}
