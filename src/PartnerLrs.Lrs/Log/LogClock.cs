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
    private DateTime told = DateTime.MinValue;
    private DateTime? inFlight;

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
            inFlight = stored;
            return stored;
        }
    }

    /// <summary>The group is committed or given up.</summary>
    public void End()
    {
        lock (gate)
            inFlight = null;
    }

    /// <summary>Every statement stored at or before this instant can be read now.</summary>
    public DateTime ConsistentThrough()
    {
        lock (gate)
        {
            var bound = inFlight is { } writing ? writing.AddMicroseconds(-1) : clock.UtcNow();
            if (bound > told)
                told = bound;
            return inFlight is null ? told : bound;
        }
    }
}
