using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Standing;

/// <summary>The two instants that a question about standing may name.</summary>
/// <param name="AsOf">The instant (UTC) that it is about; null for now.</param>
/// <param name="KnownAt">The instant (UTC) of knowledge; null for all that is known.</param>
internal readonly record struct TwoClocks(DateTime? AsOf, DateTime? KnownAt)
{
    /// <summary>What is answered where no policy was in force.</summary>
    public static Error NoPolicy { get; } = Error.NotFound("no-policy", "No programme is in force at that instant; publish one with POST /api/v1/program/versions.");

    /// <summary>Reads <c>asOf</c> and <c>knownAt</c> of a query.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">Now (UTC): what will be known later nobody knows yet.</param>
    public static Result<TwoClocks> Read(HttpRequest request, DateTime now)
    {
        if (!Query.Instant(request, "asOf").TryGet(out var asOf, out var error) && error is not null)
            return error;
        if (!Query.Instant(request, "knownAt").TryGet(out var knownAt, out error) && error is not null)
            return error;
        return knownAt > now ? Error.Invalid("invalid-instant", "knownAt: expected an instant that has come.") : new TwoClocks(asOf, knownAt);
    }
}
