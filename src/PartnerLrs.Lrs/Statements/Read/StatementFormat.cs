namespace PartnerLrs.Lrs.Statements.Read;

/// <summary>In which format statements are wanted (xAPI 1.0.3 Communication 2.1.3).</summary>
internal enum StatementFormat
{
    /// <summary>As they were received.</summary>
    Exact,

    /// <summary>With identifiers only.</summary>
    Ids,

    /// <summary>With the definitions that are held of activities, in one language.</summary>
    Canonical,
}
