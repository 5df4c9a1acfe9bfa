namespace PartnerLrs.Standing.Trials;

/// <summary>What was found since it was last written down.</summary>
internal sealed class TrialFindings
{
    private readonly List<TrialFinding> partners = [];
    private readonly List<TrialFinding> differences = [];

    /// <summary>What was found of partners; the id is the partner's.</summary>
    public IReadOnlyList<TrialFinding> Partners => partners;

    /// <summary>Decisions and deals that differ.</summary>
    public IReadOnlyList<TrialFinding> Differences => differences;

    /// <summary>How many findings there are.</summary>
    public int Count => partners.Count + differences.Count;

    /// <summary>Notes what was found of a partner.</summary>
    public void AddPartner<TFinding>(string partnerId, string change, TFinding finding) => partners.Add(new TrialFinding(partnerId, partnerId, change, Write(finding)));

    /// <summary>Notes a decision or deal that differs.</summary>
    public void AddDifference<TFinding>(string id, string partnerId, string change, TFinding finding) => differences.Add(new TrialFinding(id, partnerId, change, Write(finding)));

    /// <summary>Forgets what has been written down.</summary>
    public void Clear()
    {
        partners.Clear();
        differences.Clear();
    }

    private static string Write<TFinding>(TFinding finding) => TrialJson.Write(finding);
}

/// <summary>Something that a trial found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PartnerId">The partner that it is about.</param>
/// <param name="Change">Which way things change.</param>
/// <param name="Document">The finding as JSON.</param>
internal sealed record TrialFinding(string Id, string PartnerId, string Change, string Document);
