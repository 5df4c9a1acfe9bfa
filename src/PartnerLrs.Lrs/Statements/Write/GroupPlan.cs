using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>
/// Decides, for a group of requests and what the log has under their ids, which statements are new and which requests are refused
/// (xAPI 1.0.3 Communication 2.1.1, 2.1.2: the same statement again is success, another one under the same id is a conflict).
/// </summary>
internal sealed class GroupPlan
{
    private GroupPlan(IReadOnlyList<int?> conflicts, IReadOnlyList<(string CredentialId, StatementToWrite Statement)> accepted)
    {
        Conflicts = conflicts;
        Accepted = accepted;
    }

    /// <summary>For each request the index of the statement that conflicts, or null.</summary>
    public IReadOnlyList<int?> Conflicts { get; }

    /// <summary>What is to be written, in order.</summary>
    public IReadOnlyList<(string CredentialId, StatementToWrite Statement)> Accepted { get; }

    /// <summary>Makes the plan.</summary>
    /// <param name="requests">The group.</param>
    /// <param name="existing">The stored bytes of those ids that the log has.</param>
    public static GroupPlan Of(IReadOnlyList<WriteRequest> requests, IReadOnlyDictionary<Guid, byte[]> existing)
    {
        var conflicts = new int?[requests.Count];
        var accepted = new List<(string, StatementToWrite)>();
        var gathered = new Dictionary<Guid, byte[]>();
        for (var r = 0; r < requests.Count; r++)
        {
            var (credentialId, statements) = requests[r];
            var added = accepted.Count;
            for (var i = 0; i < statements.Count && conflicts[r] is null; i++)
            {
                var statement = statements[i];
                if (existing.TryGetValue(statement.Id, out var there) || gathered.TryGetValue(statement.Id, out there))
                {
                    if (!StatementComparer.Same(there, statement.Received.Span))
                        conflicts[r] = i;
                    continue;
                }

                gathered.Add(statement.Id, statement.Bytes.Body);
                accepted.Add((credentialId, statement));
            }

            if (conflicts[r] is null)
                continue;
            foreach (var (_, statement) in accepted.Skip(added))
                gathered.Remove(statement.Id);
            accepted.RemoveRange(added, accepted.Count - added);
        }

        return new GroupPlan(conflicts, accepted);
    }
}
