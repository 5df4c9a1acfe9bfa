using System.Buffers;
using System.Security.Cryptography;

namespace PartnerLrs.Xapi;

/// <summary>
/// The index keys that were made last in this process. Most statements speak of the same people, verbs and activities, and hashing their names is the larger part of
/// reading them. A key follows from its value alone, so nothing here goes stale; a value that falls on another one's place takes it.
/// </summary>
internal static class KeyMemory
{
    private const int Places = 1 << 14;
    private const int LongestValue = 256;

    private static readonly Entry?[] Entries = new Entry?[Places];

    /// <summary>The key of a kind and a value.</summary>
    public static Guid KeyOf(IndexKeyKind kind, ReadOnlySpan<byte> utf8)
    {
        // A registration comes with few statements and would only drive out what comes again.
        if (kind == IndexKeyKind.Registration || utf8.Length > LongestValue)
            return Hash(kind, utf8);
        var place = new HashCode(); // has a secret of the process, so nobody can choose values that meet
        place.Add((byte)kind);
        place.AddBytes(utf8);
        // Several threads look and write here at once: an entry never changes, and a place is read and written in one step.
        ref var entry = ref Entries[(uint)place.ToHashCode() % Places];
        var known = Volatile.Read(ref entry);
        if (known is null || known.Kind != kind || !utf8.SequenceEqual(known.Value))
            Volatile.Write(ref entry, known = new Entry(kind, utf8.ToArray(), Hash(kind, utf8)));
        return known.Key;
    }

    private static Guid Hash(IndexKeyKind kind, ReadOnlySpan<byte> utf8)
    {
        var length = utf8.Length + 1;
        byte[]? rented = null;
        Span<byte> input = length <= 512 ? stackalloc byte[length] : (rented = ArrayPool<byte>.Shared.Rent(length)).AsSpan(0, length);
        input[0] = (byte)kind;
        utf8.CopyTo(input[1..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return new Guid(hash[..16], bigEndian: true);
    }

    private sealed record Entry(IndexKeyKind Kind, byte[] Value, Guid Key);
}
