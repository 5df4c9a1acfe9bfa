namespace PartnerLrs.Xapi;

/// <summary>Gives the definition that the LRS holds for an activity, as a JSON object in UTF-8; empty when it holds none.</summary>
/// <param name="activityId">The activity's IRI.</param>
public delegate ReadOnlyMemory<byte> ActivityDefinitions(string activityId);
