namespace PartnerLrs.Program.Contracts;

/// <summary>Checks and publishes policy documents.</summary>
public interface IProgramPublisher
{
    /// <summary>What there is to say of a document: errors, or nothing but advice when it can be published.</summary>
    /// <param name="document">The document in UTF-8. Any bytes will do.</param>
    PolicyFindings Validate(ReadOnlyMemory<byte> document);

    /// <summary>
    /// Publishes a document as the next version. It is kept byte for byte, and nothing changes it later. The document of the last
    /// version, sent again, makes no new version.
    /// </summary>
    /// <param name="document">The document in UTF-8.</param>
    /// <param name="effectiveAt">From when (UTC) it applies: not before the last version does. Null for now.</param>
    /// <param name="cancellationToken">Ends the attempt as long as nothing is committed.</param>
    Task<Publication> PublishAsync(ReadOnlyMemory<byte> document, DateTime? effectiveAt, CancellationToken cancellationToken);

    /// <summary>What publishing a document would change: the differences from the last version, by id and property. Everything is new when there is none.</summary>
    /// <param name="document">A document in UTF-8 in which <see cref="Validate"/> finds no error.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<PolicyChange>> CompareAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken);
}
