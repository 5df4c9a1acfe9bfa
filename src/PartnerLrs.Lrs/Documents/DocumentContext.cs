using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Documents;

/// <summary>
/// What documents belong to: a resource, an activity, an agent, or both. A credential that is bound to a partner has documents of its own
/// there, shared with that partner's other credentials and with nobody else: the same activity and agent name other documents for each
/// partner, and others again for credentials that are bound to none. So no partner can read, overwrite or find out about another's.
/// </summary>
/// <param name="Resource">The resource.</param>
/// <param name="PartnerId">The partner that the caller's credential is bound to, or null.</param>
/// <param name="Activity">The activity's IRI; null for agent profiles.</param>
/// <param name="Agent">The agent; null for activity profiles.</param>
internal sealed record DocumentContext(DocumentResource Resource, string? PartnerId, string? Activity, AgentIdentifier? Agent)
{
    /// <summary>The key that all documents of this context share.</summary>
    public Guid Key { get; } = Hash([Number(Resource), PartnerId, Activity, Agent?.Canonical()]);

    /// <summary>The key of one document.</summary>
    public Guid KeyOf(Guid? registration, string id) => Hash([Number(Resource), PartnerId, Activity, Agent?.Canonical(), registration?.ToString("D"), id]);

    private static string Number(DocumentResource resource) => ((int)resource).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Half a SHA-256, as <see cref="IndexKey"/> is and for the same reason: a caller must not be able to craft an id that names somebody
    /// else's document. Each part is preceded by its length (-1 for none), so no part can imitate the end of another.
    /// </summary>
    private static Guid Hash(ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = part is null ? null : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true);
    }
}
