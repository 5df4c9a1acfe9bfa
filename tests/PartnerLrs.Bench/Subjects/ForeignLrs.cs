namespace PartnerLrs.Bench.Subjects;

/// <summary>An LRS that runs already, ours or another.</summary>
internal sealed record ForeignLrs(string Name, Uri Endpoint, Credential Credential, string Version) : ILrs
{
    public ChildProcess? Process => null;

    public IBenchDatabase? Database => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
