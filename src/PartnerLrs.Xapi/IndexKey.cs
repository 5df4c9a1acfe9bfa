using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// A 128-bit index key: the first half of the SHA-256 of a kind and a normalised value. It stands for an IRI or an agent's
/// identifier in index rows, so that no dictionary is looked up on the way in. The kind is part of what is hashed, so one
/// key column serves every filter. SHA-256, because a weaker hash would let a caller craft an account whose statements are
/// taken for another person's.
/// </summary>
/// <param name="Value">The key's 16 bytes, big-endian, as a UUID-typed value (no UUID version is implied).</param>
public readonly record struct IndexKey(Guid Value)
{
    /// <summary>Key of a kind and a UTF-8 value.</summary>
    public static IndexKey Of(IndexKeyKind kind, ReadOnlySpan<byte> utf8) => new(KeyMemory.KeyOf(kind, utf8));

    /// <summary>Key of a kind and a value.</summary>
    public static IndexKey Of(IndexKeyKind kind, string value) => Of(kind, Encoding.UTF8.GetBytes(value));

    /// <summary>The 16 bytes, big-endian.</summary>
    public byte[] ToBytes() => Value.ToByteArray(bigEndian: true);
}
