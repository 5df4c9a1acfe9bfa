using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>Checks a policy document without publishing it.</summary>
public interface IPolicyCheck
{
    /// <summary>Everything that is wrong with a document, each with the pointer to its place; empty when it could be published.</summary>
    /// <param name="document">The document's UTF-8.</param>
    IReadOnlyList<Error> Check(ReadOnlyMemory<byte> document);
}
