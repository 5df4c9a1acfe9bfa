using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>Checks and publishes policy documents.</summary>
public interface IProgramPublisher
{
    /// <summary>What is wrong with a document, each error with a pointer into it; nothing when it can be published.</summary>
    /// <param name="document">The document in UTF-8. Any bytes will do.</param>
    IReadOnlyList<Error> Validate(ReadOnlyMemory<byte> document);

    /// <summary>
    /// Publishes a document as the next version. It is kept byte for byte, and nothing changes it later. The document of the last
    /// version, sent again, makes no new version.
    /// </summary>
    /// <param name="document">The document in UTF-8.</param>
    /// <param name="effectiveAt">From when (UTC) it applies: not before the last version does. Null for now.</param>
    /// <param name="cancellationToken">Ends the attempt as long as nothing is committed.</param>
    Task<Publication> PublishAsync(ReadOnlyMemory<byte> document, DateTime? effectiveAt, CancellationToken cancellationToken);
}
