using System.Diagnostics;

namespace PartnerLrs.Xapi;

/// <summary>A statement as it will be kept, with places left open for the time at which it is stored.</summary>
public sealed class SplicedStatement
{
    /// <summary>How long a stamp is: <c>yyyy-MM-ddTHH:mm:ss.ffffffZ</c>.</summary>
    internal const int StampLength = 27;

    private readonly int storedAt;
    private readonly int timestampAt;

    /// <param name="body">The statement.</param>
    /// <param name="storedAt">Where the stamp of <c>stored</c> goes.</param>
    /// <param name="timestampAt">Where the stamp of <c>timestamp</c> goes, or -1 when the statement brought its own.</param>
    internal SplicedStatement(byte[] body, int storedAt, int timestampAt)
    {
        (Body, this.storedAt, this.timestampAt) = (body, storedAt, timestampAt);
        Stamp(DateTime.UnixEpoch); // so that the body is a valid statement at every moment
    }

    /// <summary>The statement's UTF-8, the same array before and after stamping.</summary>
    public byte[] Body { get; }

    /// <summary>Writes the time of storing into <c>stored</c>, and into <c>timestamp</c> where the statement brought none (xAPI 1.0.3 Data 2.4.7 and 2.4.8).</summary>
    /// <param name="storedUtc">The time in UTC; what is finer than a microsecond is cut off.</param>
    public void Stamp(DateTime storedUtc)
    {
        Debug.Assert(storedUtc.Kind != DateTimeKind.Local, "The log keeps UTC");
        var stamp = Body.AsSpan(storedAt, StampLength);
        var (year, month, day) = DateOnly.FromDateTime(storedUtc);
        Write(stamp[..4], year);
        stamp[4] = (byte)'-';
        Write(stamp[5..7], month);
        stamp[7] = (byte)'-';
        Write(stamp[8..10], day);
        stamp[10] = (byte)'T';
        Write(stamp[11..13], storedUtc.Hour);
        stamp[13] = (byte)':';
        Write(stamp[14..16], storedUtc.Minute);
        stamp[16] = (byte)':';
        Write(stamp[17..19], storedUtc.Second);
        stamp[19] = (byte)'.';
        Write(stamp[20..26], (int)(storedUtc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        stamp[26] = (byte)'Z';
        if (timestampAt >= 0)
            stamp.CopyTo(Body.AsSpan(timestampAt));
    }

    private static void Write(Span<byte> digits, int value)
    {
        for (var at = digits.Length - 1; at >= 0; at--)
        {
            digits[at] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
