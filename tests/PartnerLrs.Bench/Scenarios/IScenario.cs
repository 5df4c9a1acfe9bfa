namespace PartnerLrs.Bench.Scenarios;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>The command that measures it.</summary>
    string Name { get; }

    /// <summary>Whether it can be measured on any LRS.</summary>
    bool IsForAny { get; }

    /// <summary>Measures it on everything that was asked for.</summary>
    Task RunAsync(Session session, CancellationToken cancellationToken);
}
