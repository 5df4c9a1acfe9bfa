using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using PartnerLrs.Lrs.Signatures;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>
/// Matches a request's parts with the attachments that its statements announce (xAPI 1.0.3 Communication 1.5.2), by hash and by nothing else. Every part
/// must be announced and comes once, so there are never more parts than announcements in the JSON, however many a request sends.
/// </summary>
internal sealed class AttachmentIntake
{
    private readonly ReadOnlyMemory<byte> json;
    private readonly IReadOnlyList<ParsedStatement> statements;
    private readonly ReceivedAttachments received;
    private readonly XapiVersion version;
    private readonly LrsOptions options;
    private readonly ILookup<string, AnnouncedAttachment> announced;

    /// <summary>Begins with what the statements announce.</summary>
    /// <param name="json">The body that the statements were read from.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="received">Takes the parts.</param>
    /// <param name="version">The version of the conversation.</param>
    /// <param name="options">The limits.</param>
    public AttachmentIntake(ReadOnlyMemory<byte> json, IReadOnlyList<ParsedStatement> statements, ReceivedAttachments received, XapiVersion version, LrsOptions options)
    {
        this.json = json;
        this.statements = statements;
        this.received = received;
        this.version = version;
        this.options = options;
        announced = statements
            .SelectMany((statement, i) => statement.Attachments.Select(attachment => new AnnouncedAttachment(i, attachment)))
            .ToLookup(attachment => attachment.Reference.Sha2, StringComparer.OrdinalIgnoreCase);
    }

    private string Rule => AttachmentRule.Multipart(version);

    /// <summary>Takes one part, to its end.</summary>
    /// <returns>The rule that it breaks, or null.</returns>
    public async Task<Refusal?> TakeAsync(MultipartSection part, int number, CancellationToken cancellationToken)
    {
        if (PartHeaders.Read(part, out var headers) is { } wrong)
            return Refuse(number, wrong);
        var sha2 = headers!.Sha2;
        var references = announced[sha2];
        if (!references.Any())
            return Refuse(number, $"expected in {PartHeaders.HashHeader} the sha2 of an attachment of the statements, found '{Query.Shorten(sha2)}'");
        if (received.Find(sha2) is { } earlier)
            return Refuse(number, $"expected each attachment once, found {Query.Shorten(sha2)} again after part {earlier.Number}");
        if (!references.Any(attachment => headers.Agrees(attachment.Reference)))
            return Refuse(number, $"expected the Content-Type '{references.First().Reference.ContentType}' as the statement's attachment says, found '{Query.Shorten(headers.ContentType!.ToString())}'");
        if (headers.ContentLength is { } length && !references.Any(attachment => attachment.Reference.Length == length))
            return Refuse(number, $"expected the Content-Length {references.First().Reference.Length} as the statement's attachment says, found {length}");
        if (Algorithm(sha2) is not { } algorithm)
            return Refuse(number, "expected a SHA-256, SHA-384 or SHA-512 hash, found one of 224 bits; this server cannot verify SHA-224, so content under it is taken by fileUrl only");
        return await SpoolAsync(part, number, headers, algorithm, cancellationToken);
    }

    /// <summary>Checks, at the end of the request, that everything came that has to.</summary>
    /// <returns>The first rule that is broken, or null.</returns>
    public async Task<Refusal?> CompleteAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            foreach (var attachment in statements[i].Attachments)
            {
                var part = received.Find(attachment.Sha2);
                if (part is null && attachment.FileUrl is null)
                    return Refuse(attachment, $"the data of attachment {attachment.Sha2} is missing; expected it as a part of a multipart/mixed request, or a fileUrl", AttachmentRule.Data(version));
                if (attachment.IsSignature && await CheckSignatureAsync(statements[i], attachment, part, cancellationToken) is { } refusal)
                    return refusal;
            }
        }

        return null;
    }

    private static HashAlgorithmName? Algorithm(string sha2) => sha2.Length switch
    {
        64 => HashAlgorithmName.SHA256,
        96 => HashAlgorithmName.SHA384,
        128 => HashAlgorithmName.SHA512,
        _ => null,
    };

    private async Task<Refusal?> SpoolAsync(MultipartSection part, int number, PartHeaders headers, HashAlgorithmName algorithm, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        var position = received.Spool.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await part.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (received.Spool.Length - position + read > options.MaximumAttachmentBytes)
                    return Refusal.TooLarge($"The attachment in part {number}", options.MaximumAttachmentBytes, "Xapi:MaximumAttachmentBytes");
                hash.AppendData(buffer, 0, read);
                await received.Spool.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var length = received.Spool.Length - position;
        var found = hash.GetHashAndReset();
        if (!found.AsSpan().SequenceEqual(Convert.FromHexString(headers.Sha2)))
            return Refuse(number, $"expected content with the {algorithm.Name} hash {headers.Sha2}, found {Convert.ToHexStringLower(found)}");
        // The announced length alone is not held against content that its hash proves (see ARCHITECTURE.md).
        if (headers.ContentLength is { } expected && expected != length)
            return Refuse(number, $"expected {expected} bytes as its Content-Length says, found {length}");
        received.Add(new ReceivedPart(number, found, position, length));
        return null;
    }

    private async Task<Refusal?> CheckSignatureAsync(ParsedStatement statement, AttachmentReference attachment, ReceivedPart? part, CancellationToken cancellationToken)
    {
        var rule = StatementSignature.Rule(version);
        if (part is null)
            return Refuse(attachment, "the signature is missing; expected it as a part of a multipart/mixed request, because it is checked", rule);
        if (part.Length > options.MaximumRequestBytes)
            return Refusal.TooLarge($"The signature in part {part.Number}", options.MaximumRequestBytes, "Xapi:MaximumRequestBytes");
        var bytes = await received.ReadAsync(part, cancellationToken);
        return StatementSignature.Check(statement, attachment, bytes, version) is { } wrong ? Refuse(attachment, wrong, rule) : null;
    }

    private Refusal Refuse(int number, string message) => Refusal.Invalid($"part {number}: {message}", Rule);

    private Refusal Refuse(AttachmentReference attachment, string message, string rule) =>
        Refusal.Invalid(new XapiError(StatementReader.PointerTo(json.Span, attachment.At), message, rule));
}
