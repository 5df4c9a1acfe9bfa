namespace PartnerLrs.Conformance.Running;

/// <summary>Where documents are: a resource and what they belong to, new each time.</summary>
/// <param name="Context">The address without an id.</param>
/// <param name="IdName">The parameter that holds a document's id.</param>
internal sealed record Place(string Context, string IdName)
{
    public const string States = "activities/state";
    public const string ActivityProfiles = "activities/profile";
    public const string AgentProfiles = "agents/profile";

    public static Place State() => new($"{States}?{Parameter("activityId", Sample.Iri("activities"))}&{Parameter("agent", Sample.Agent())}", "stateId");

    /// <summary>A new place on each of the three document resources.</summary>
    public static IReadOnlyList<Place> Everywhere() => [State(), .. Profiles()];

    /// <summary>A new place on each of the two profile resources.</summary>
    public static IReadOnlyList<Place> Profiles() =>
    [
        new($"{ActivityProfiles}?{Parameter("activityId", Sample.Iri("activities"))}", "profileId"),
        new($"{AgentProfiles}?{Parameter("agent", Sample.Agent())}", "profileId"),
    ];

    /// <summary>The address of one document.</summary>
    public string Document(string id = "document") => $"{Context}&{Parameter(IdName, id)}";

    public static string Parameter(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";
}
