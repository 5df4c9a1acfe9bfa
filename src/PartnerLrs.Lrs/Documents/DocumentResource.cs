namespace PartnerLrs.Lrs.Documents;

/// <summary>The three document resources (xAPI 1.0.3 Communication 2.2). The numbers are part of stored keys: never renumber.</summary>
internal enum DocumentResource
{
    /// <summary><c>/xapi/activities/state</c>: by activity, agent, perhaps registration, and state id.</summary>
    State = 1,

    /// <summary><c>/xapi/activities/profile</c>: by activity and profile id.</summary>
    ActivityProfile = 2,

    /// <summary><c>/xapi/agents/profile</c>: by agent and profile id.</summary>
    AgentProfile = 3,
}
