using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Contracts;

/// <summary>
/// Who stands behind an agent, for the agents resource (xAPI 1.0.3 Communication 2.4). A module that knows people may provide it; without one the
/// resource answers with what it was asked.
/// </summary>
public interface IAgentDirectory
{
    /// <summary>The person whom an identifier names, or null when nobody is known by it, or nobody whom the caller may see.</summary>
    /// <param name="agent">The identifier.</param>
    /// <param name="partnerId">The partner that the caller's credential is bound to: only its people are told. Null for everybody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<KnownAgent?> FindAsync(AgentIdentifier agent, string? partnerId, CancellationToken cancellationToken);
}
