using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Waivers;

/// <summary>Leave for a partner to pass a gate that would deny it. It is never changed; it may be ended early, once. All instants are UTC.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PartnerId">The partner.</param>
/// <param name="Gate">The gate's id.</param>
/// <param name="Product">The only product that it is for, or null for any.</param>
/// <param name="Maximum">The largest deal that it is for, or null for any size.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="From">The first instant at which it is in force.</param>
/// <param name="Until">The first instant at which it is no longer, at the latest.</param>
/// <param name="CreatedAt">When it was written, and so known.</param>
/// <param name="CreatedBy">The name of the credential that wrote it.</param>
/// <param name="EndedAt">When it was ended early, or null.</param>
/// <param name="EndedBy">The name of the credential that ended it.</param>
internal sealed record Waiver(
    string Id,
    string PartnerId,
    string Gate,
    string? Product,
    Money? Maximum,
    string Reason,
    DateTime From,
    DateTime Until,
    DateTime CreatedAt,
    string CreatedBy,
    DateTime? EndedAt = null,
    string? EndedBy = null)
{
    /// <summary>
    /// Whether it is for what is asked. One that is limited to a product or to a size is for questions that state the product or the amount: a
    /// question that leaves them out could be about anything.
    /// </summary>
    public bool IsFor(GateQuestion question) =>
        question.Gate == Gate
        && (Product is null || question.Product == Product)
        && (Maximum is null || (question.Amount <= Maximum.Amount && question.Currency == Maximum.Currency));

    /// <summary>The instants at which it is in force, by what was known at an instant; none when it was not known.</summary>
    /// <param name="knownAt">The instant of knowledge; null for all that is known.</param>
    public Interval? InForce(DateTime? knownAt)
    {
        if (CreatedAt > knownAt)
            return null;
        var until = EndedAt is { } ended && !(ended > knownAt) && ended < Until ? ended : Until;
        return From < until ? new Interval(From, until) : null;
    }
}
