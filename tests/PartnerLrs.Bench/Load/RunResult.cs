namespace PartnerLrs.Bench.Load;

/// <summary>What a run measured.</summary>
/// <param name="Seconds">How long was measured.</param>
/// <param name="Kinds">By kind of request.</param>
/// <param name="Errors">Answers that were not hoped for, by status; 0 stands for no answer. Those of the warm-up are among them.</param>
/// <param name="FirstError">The first such answer's body.</param>
/// <param name="Resources">What it cost.</param>
internal sealed record RunResult(double Seconds, IReadOnlyList<KindResult> Kinds, IReadOnlyDictionary<string, long> Errors, string? FirstError, Resources Resources)
{
    /// <summary>Statements per second, all kinds together.</summary>
    public double StatementsPerSecond => Kinds.Sum(kind => kind.Statements) / Seconds;

    /// <summary>Requests per second, all kinds together.</summary>
    public double RequestsPerSecond => Kinds.Sum(kind => kind.Requests) / Seconds;
}
