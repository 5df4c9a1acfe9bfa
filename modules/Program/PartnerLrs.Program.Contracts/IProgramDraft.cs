namespace PartnerLrs.Program.Contracts;

/// <summary>The policy document that is being worked on. There is one, or none.</summary>
public interface IProgramDraft
{
    /// <summary>The draft, or null.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<PolicyDraft?> ReadAsync(CancellationToken cancellationToken);
}
