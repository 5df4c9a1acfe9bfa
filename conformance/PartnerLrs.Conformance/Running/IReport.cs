namespace PartnerLrs.Conformance.Running;

/// <summary>Takes outcomes as they come.</summary>
internal interface IReport
{
    Task AddAsync(Outcome outcome);

    Task EndAsync(ConformanceOptions options, ConformanceResult result);
}
