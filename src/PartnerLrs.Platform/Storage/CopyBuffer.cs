using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace PartnerLrs.Platform.Storage;

/// <summary>
/// Rows in PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, Binary Format), put together in one pooled buffer that is used again for
/// the next group. Not for use by several at once.
/// </summary>
public sealed class CopyBuffer : IDisposable
{
    private const int InitialBytes = 1 << 20;

    // A group of unusual size does not hold on to its memory.
    private const int KeptBytes = 1 << 24;

    // From which PostgreSQL counts its microseconds.
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int length;

    /// <summary>Begins anew.</summary>
    public void Begin()
    {
        if (buffer.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
        }

        length = 0;
        Put(Signature);
        Take(8).Clear(); // no flags, no extension
    }

    /// <summary>Ends the rows and sends them. Outside of a transaction they are durable when this returns.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="copy"><c>COPY … FROM STDIN (FORMAT BINARY)</c>.</param>
    public void Send(NpgsqlConnection connection, string copy) => Start(connection, copy).Dispose();

    /// <summary>Ends the rows and sends them, and does not wait until the server has taken them: that is what disposing of the result does. For use within a transaction.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="copy"><c>COPY … FROM STDIN (FORMAT BINARY)</c>.</param>
    public IDisposable Start(NpgsqlConnection connection, string copy)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        var stream = connection.BeginRawBinaryCopy(copy);
        stream.Write(buffer.AsSpan(0, length));
        return stream;
    }

    /// <summary>Begins a row.</summary>
    public void Row(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);

    /// <summary>A <c>bigint</c>.</summary>
    public void Column(long value)
    {
        var target = Take(12);
        BinaryPrimitives.WriteInt32BigEndian(target, 8);
        BinaryPrimitives.WriteInt64BigEndian(target[4..], value);
    }

    /// <summary>An <c>integer</c>.</summary>
    public void Column(int value)
    {
        var target = Take(8);
        BinaryPrimitives.WriteInt32BigEndian(target, 4);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], value);
    }

    /// <summary>A <c>boolean</c>.</summary>
    public void Column(bool value)
    {
        var target = Take(5);
        BinaryPrimitives.WriteInt32BigEndian(target, 1);
        target[4] = value ? (byte)1 : (byte)0;
    }

    /// <summary>A <c>timestamptz</c>.</summary>
    /// <param name="value">The instant (UTC).</param>
    public void Column(DateTime value) => Column(Microseconds(value));

    /// <summary>A <c>timestamptz</c> (UTC) or null.</summary>
    public void Column(DateTime? value) => Column(value is { } instant ? Microseconds(instant) : null);

    /// <summary>A <c>bigint</c> or null.</summary>
    public void Column(long? value)
    {
        if (value is { } present)
            Column(present);
        else
            Null();
    }

    /// <summary>A <c>uuid</c>.</summary>
    public void Column(Guid value)
    {
        var target = Take(20);
        BinaryPrimitives.WriteInt32BigEndian(target, 16);
        value.TryWriteBytes(target[4..], bigEndian: true, out _);
    }

    /// <summary>A <c>uuid</c> or null.</summary>
    public void Column(Guid? value)
    {
        if (value is { } present)
            Column(present);
        else
            Null();
    }

    /// <summary>A <c>text</c>.</summary>
    public void Column(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        var target = Take(4 + count);
        BinaryPrimitives.WriteInt32BigEndian(target, count);
        Encoding.UTF8.GetBytes(value, target[4..]);
    }

    /// <summary>A <c>bytea</c>.</summary>
    public void Column(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value.Length);
        Put(value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    private void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    private void Put(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private static long Microseconds(DateTime instant) => (instant - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private Span<byte> Take(int count)
    {
        if (buffer.Length - length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + count));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var taken = buffer.AsSpan(length, count);
        length += count;
        return taken;
    }
}
