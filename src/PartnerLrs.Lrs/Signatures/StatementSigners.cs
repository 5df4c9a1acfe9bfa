using System.Security.Cryptography;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Signatures;

/// <summary>By whom stored statements are signed, for readers of the log who trust some signers. Signatures were verified when they came in.</summary>
internal sealed class StatementSigners(AttachmentStore attachments)
{
    private const int LongestSignature = 1 << 20;

    /// <summary>The SHA-256 fingerprint of the certificate that signed a statement, in lower-case hexadecimal, or null.</summary>
    /// <param name="seq">The statement's place.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<string?> OfAsync(long seq, ParsedStatement statement, CancellationToken cancellationToken)
    {
        if (!statement.Attachments.Any(IsOwnSignature))
            return null;
        var delivered = await attachments.DeliveredAsync([seq], cancellationToken);
        foreach (var announced in statement.Attachments.Where(IsOwnSignature))
        {
            var content = delivered.FirstOrDefault(one => Convert.ToHexString(one.Sha2).Equals(announced.Sha2, StringComparison.OrdinalIgnoreCase));
            if (content is not null && content.Length <= LongestSignature && Fingerprint(await ReadAsync(content, cancellationToken), statement) is { } signer)
                return signer;
        }

        return null;
    }

    private static bool IsOwnSignature(AttachmentReference attachment) => attachment is { IsSignature: true, IsInSubStatement: false };

    /// <summary>What is compared between a statement and what was signed leaves out the timestamp, so it is held against it here: it says when the act was.</summary>
    private static string? Fingerprint(byte[] compact, ParsedStatement statement)
    {
        if (!JsonWebSignature.Read(compact).TryGet(out var signature, out _) || signature.Certificates.Count == 0 || signature.Verify() is not null)
            return null;
        if (StatementReader.ReadOne(signature.Payload, XapiVersion.V2, out var signed) is not null && StatementReader.ReadOne(signature.Payload, XapiVersion.V1, out signed) is not null)
            return null;
        return signed!.Timestamp is { } timestamp && timestamp == statement.Timestamp ? Convert.ToHexStringLower(SHA256.HashData(signature.Certificates[0])) : null;
    }

    private async Task<byte[]> ReadAsync(StoredAttachment content, CancellationToken cancellationToken)
    {
        var bytes = new byte[content.Length];
        for (var (number, read) = (0, 0); read < bytes.Length; number++)
            read += await attachments.ReadAsync(content.Id, number, bytes.AsMemory(read, Math.Min(AttachmentStore.ChunkBytes, bytes.Length - read)), cancellationToken);
        return bytes;
    }
}
