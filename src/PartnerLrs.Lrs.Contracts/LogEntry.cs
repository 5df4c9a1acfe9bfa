using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Contracts;

/// <summary>One place in the log, without the statement's bytes: enough to tell whom it concerns.</summary>
/// <param name="Seq">Its place: gap-free, in commit order.</param>
/// <param name="Id">The statement's id.</param>
/// <param name="Stored">When it was stored; never goes backwards along <paramref name="Seq"/>.</param>
/// <param name="Actor">The actor's key of kind <see cref="IndexKeyKind.Agent"/>; null for an anonymous group.</param>
/// <param name="Activity">The object's key of kind <see cref="IndexKeyKind.Activity"/> when it is an activity.</param>
/// <param name="Voids">The id of the statement that this one voids.</param>
/// <param name="VoidedAt">When the statement that voids this one was stored, if there is one by now.</param>
public sealed record LogEntry(long Seq, Guid Id, DateTime Stored, IndexKey? Actor, IndexKey? Activity, Guid? Voids, DateTime? VoidedAt);
