using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>The validated statements of one HTTP request: all are stored or none.</summary>
/// <param name="CredentialId">Who sends them.</param>
/// <param name="Statements">The statements in order.</param>
internal sealed record WriteRequest(string CredentialId, IReadOnlyList<StatementToWrite> Statements);

/// <summary>A statement on its way into the log.</summary>
/// <param name="Id">Its id, as received or made.</param>
/// <param name="Bytes">What is kept; <c>stored</c> is stamped when the group is written.</param>
/// <param name="Actor">The actor's key, if it has one.</param>
/// <param name="Activity">The object activity's key, if the object is one.</param>
/// <param name="Target">The statement that the object refers to, if it does.</param>
/// <param name="IsVoiding">Whether it voids <paramref name="Target"/>.</param>
/// <param name="Keys">All index keys, the authority's included.</param>
/// <param name="Defined">The activities that it defines, where its sender may; the bytes live as long as the request.</param>
/// <param name="Received">The bytes as received, for comparison; they live as long as the request.</param>
internal sealed record StatementToWrite(
    Guid Id, SplicedStatement Bytes, IndexKey? Actor, IndexKey? Activity, Guid? Target, bool IsVoiding, IReadOnlyList<IndexKey> Keys,
    IReadOnlyList<DefinedActivity> Defined, ReadOnlyMemory<byte> Received)
{
    /// <summary>The content of attachments that it delivers.</summary>
    public IReadOnlyList<AttachmentDelivery> Attachments { get; init; } = [];
}
