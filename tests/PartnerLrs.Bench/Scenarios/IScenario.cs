namespace PartnerLrs.Bench.Scenarios;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>The command that measures it.</summary>
    string Name { get; }

    /// <summary>Measures it on everything that was asked for.</summary>
    Task RunAsync(Session session, CancellationToken cancellationToken);
}
