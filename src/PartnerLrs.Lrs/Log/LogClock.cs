using PartnerLrs.Kernel;

namespace PartnerLrs.Lrs.Log;

/// <summary>
/// Draws <c>stored</c> and tells the bound of <c>X-Experience-API-Consistent-Through</c>. A group's <c>stored</c> is later than every
/// earlier group's and than every bound that was ever told, so a bound once told stays true.
/// </summary>
/// <param name="clock">The wall clock; it may step backwards, what is drawn does not.</param>
internal sealed class LogClock(TimeProvider clock)
{
    private readonly Lock gate = new();

    /// <summary>What was drawn and is neither on disk nor given up, earliest first; seldom more than two.</summary>
    private readonly List<DateTime> inFlight = [];
    private DateTime told = DateTime.MinValue;

    /// <summary>The earliest <c>stored</c> of statements that may be readable and are not on disk for certain; null when there are none.</summary>
    public DateTime? Unsettled
    {
        get
        {
            lock (gate)
                return inFlight.Count > 0 ? inFlight[0] : null;
        }
    }

    /// <summary>Draws the <c>stored</c> of a group that is about to be written.</summary>
    /// <param name="last">The last <c>stored</c> in the log.</param>
    public DateTime Begin(DateTime? last)
    {
        lock (gate)
        {
            var stored = clock.UtcNow();
            if (last >= stored)
                stored = last.Value.AddMicroseconds(1);
            if (told >= stored)
                stored = told.AddMicroseconds(1);
            if (inFlight.Count > 0 && inFlight[^1] >= stored)
                stored = inFlight[^1].AddMicroseconds(1);
            inFlight.Add(stored);
            return stored;
        }
    }

    /// <summary>The group is on disk or given up.</summary>
    /// <param name="stored">What was drawn for it.</param>
    public void End(DateTime stored)
    {
        lock (gate)
            inFlight.Remove(stored);
    }

    /// <summary>Every statement stored at or before this instant can be read now, and is on disk.</summary>
    public DateTime ConsistentThrough()
    {
        lock (gate)
        {
            var bound = inFlight.Count > 0 ? inFlight[0].AddMicroseconds(-1) : clock.UtcNow();
            if (bound > told)
                told = bound;
            return inFlight.Count == 0 ? told : bound;
        }
    }
}
