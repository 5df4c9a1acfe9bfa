namespace PartnerLrs.Xapi;

/// <summary>What an <see cref="IndexKey"/> stands for. The numbers are part of stored keys: never renumber.</summary>
public enum IndexKeyKind : byte
{
    /// <summary>Actor or object agent (or identified group): the <c>agent</c> filter.</summary>
    Agent = 1,

    /// <summary>The verb's IRI: the <c>verb</c> filter.</summary>
    Verb = 2,

    /// <summary>The object activity's IRI: the <c>activity</c> filter.</summary>
    Activity = 3,

    /// <summary>The registration: the <c>registration</c> filter.</summary>
    Registration = 4,

    /// <summary>
    /// An agent elsewhere in the statement: <c>agent</c> with <c>related_agents</c> finds it under this kind or under <see cref="Agent"/>. In logs
    /// of earlier versions actor and object have this key beside their own.
    /// </summary>
    RelatedAgent = 5,

    /// <summary>
    /// An activity elsewhere in the statement: <c>activity</c> with <c>related_activities</c> finds it under this kind or under
    /// <see cref="Activity"/>. In logs of earlier versions the object has this key beside its own.
    /// </summary>
    RelatedActivity = 6,
}
