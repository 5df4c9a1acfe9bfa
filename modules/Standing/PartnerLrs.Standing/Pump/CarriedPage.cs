namespace PartnerLrs.Standing.Pump;

/// <summary>What the log pump has reached.</summary>
/// <param name="ReflectsThrough">Every statement stored at or before this instant (UTC) has reached its learner and partner.</param>
/// <param name="Seq">The place in the log up to which that holds for certain.</param>
/// <param name="HasMore">Whether the log certainly has more beyond the page.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.CarriedPage)]
internal sealed record CarriedPage([property: Id(0)] DateTime ReflectsThrough, [property: Id(1)] bool HasMore, [property: Id(2)] long Seq);
