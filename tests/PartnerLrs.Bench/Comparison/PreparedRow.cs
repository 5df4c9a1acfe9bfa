using System.Text.Json;
using PartnerLrs.Bench.Generation;
using PartnerLrs.Xapi;

namespace PartnerLrs.Bench.Comparison;

/// <summary>A statement as the server keeps it: bytes with what the LRS fills in, and index keys, the authority's included.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actor">The actor's key.</param>
/// <param name="Activity">The object's key.</param>
/// <param name="Keys">All keys.</param>
/// <param name="Body">The bytes.</param>
internal sealed record PreparedRow(Guid Id, Guid? Actor, Guid? Activity, IReadOnlyList<Guid> Keys, byte[] Body)
{
    private static readonly AgentIdentifier Authority = new(AgentIdentifierKind.Account, "bench", "http://127.0.0.1:8080");

    private static readonly byte[] AuthorityJson = JsonSerializer.SerializeToUtf8Bytes(
        new { objectType = "Agent", name = "bench", account = new { homePage = Authority.HomePage, name = "0123456789abcdef0123456789abcdef" } });

    /// <summary>Makes the row of statement n.</summary>
    /// <param name="composer">Writes the statement.</param>
    /// <param name="n">Which one.</param>
    /// <param name="version">The version of the conversation.</param>
    /// <param name="stored">When it is stored.</param>
    public static PreparedRow Of(StatementComposer composer, long n, XapiVersion version, DateTime stored)
    {
        var source = new byte[StatementComposer.MaximumLength];
        var length = composer.Write(n, source);
        if (StatementReader.ReadOne(source.AsMemory(0, length), version, out var parsed) is { } error)
            throw new BenchException($"A generated statement is not valid at {error.Pointer}: {error.Message}");
        var statement = parsed!;
        var spliced = StatementSplicer.Splice(statement, statement.Id!.Value, AuthorityJson, version);
        spliced.Stamp(stored);
        return new PreparedRow(
            statement.Id.Value,
            statement.Actor?.AgentKey.Value,
            statement.Activity is null ? null : IndexKey.Of(IndexKeyKind.Activity, statement.Activity).Value,
            [.. statement.Keys.Append(Authority.RelatedAgentKey).Select(key => key.Value)],
            spliced.Body);
    }
}
