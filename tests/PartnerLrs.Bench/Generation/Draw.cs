namespace PartnerLrs.Bench.Generation;

/// <summary>Numbers that follow from a seed and a place (SplitMix64), so that statement n is the same whoever makes it and whenever.</summary>
internal readonly struct Draw(ulong seed)
{
    /// <summary>64 bits that follow from what is drawn for and its place.</summary>
    public ulong Bits(ulong purpose, long place)
    {
        var z = seed + (purpose * 0xD1B54A32D192ED03UL) + (((ulong)place + 1) * 0x9E3779B97F4A7C15UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Below(ulong purpose, long place, int below) => (int)(Bits(purpose, place) % (ulong)below);

    /// <summary>A UUID as senders make them: random, version 4.</summary>
    public Guid Uuid(ulong purpose, long place)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Bits(purpose, place));
        BitConverter.TryWriteBytes(bytes[8..], Bits(purpose + 1, place));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
