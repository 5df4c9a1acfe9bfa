namespace PartnerLrs.Xapi;

/// <summary>Which objects may stand where an agent is expected.</summary>
internal enum AgentKinds
{
    /// <summary>An Agent or a Group.</summary>
    Both,

    /// <summary>An Agent only.</summary>
    AgentOnly,

    /// <summary>A Group only.</summary>
    GroupOnly,
}
