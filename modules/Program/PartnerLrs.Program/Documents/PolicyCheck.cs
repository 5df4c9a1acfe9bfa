using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <inheritdoc cref="IPolicyCheck" />
internal sealed class PolicyCheck : IPolicyCheck
{
    public IReadOnlyList<Error> Check(ReadOnlyMemory<byte> document) => PolicyDocument.Read(document).Errors;
}
