using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Lrs.Log;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>Takes validated statements into the log: splices in what the LRS adds, commits in groups, tells observers.</summary>
internal sealed class StatementIngest : IAsyncDisposable
{
    private const int GroupStatements = 2_000;
    private const int WaitingRequests = 1_000;

    private readonly IdFactory ids;
    private readonly IOptions<LrsOptions> options;
    private readonly IReadOnlyList<ILogObserver> observers;
    private readonly StatementWriter writer;
    private readonly Batcher<WriteRequest, WriteOutcome> commits;
    private readonly ConcurrentDictionary<string, Authority> authorities = new(StringComparer.Ordinal);

    public StatementIngest(Database database, LogClock clock, IdFactory ids, IOptions<LrsOptions> options, IEnumerable<ILogObserver> observers)
    {
        this.ids = ids;
        this.options = options;
        this.observers = [.. observers];
        writer = new StatementWriter(database.Dialect == Dialect.Postgres ? new PostgresLogStorage(database) : new SqliteLogStorage(database), clock);
        commits = new Batcher<WriteRequest, WriteOutcome>(writer.CommitAsync, request => Math.Max(1, request.Statements.Count), GroupStatements, WaitingRequests, writer.Settle);
    }

    /// <summary>Stores the statements of one request: all or none. When this returns without a conflict, they are on disk.</summary>
    /// <param name="sender">Who sends them.</param>
    /// <param name="statements">The statements; their bytes must stay good until this returns.</param>
    /// <param name="version">The version of the conversation.</param>
    /// <param name="id">The id for a single statement that brings none; null to make one.</param>
    /// <param name="deliveries">The content of attachments that a statement delivers.</param>
    /// <param name="cancellationToken">Ends the wait for a place, not the commit.</param>
    /// <returns>The ids in order, or the index of the statement whose id stands for another statement.</returns>
    public async Task<(IReadOnlyList<Guid> Ids, int? Conflict)> StoreAsync(
        Credential sender, IReadOnlyList<ParsedStatement> statements, XapiVersion version, Guid? id, Func<ParsedStatement, IReadOnlyList<AttachmentDelivery>> deliveries, CancellationToken cancellationToken)
    {
        var authority = authorities.GetOrAdd(sender.Id, _ => Authority.Of(sender, options.Value.AuthorityHomePage));
        // Without the scope to define, a sender's definitions stay in its statements (xAPI 1.0.3 Communication 4.2).
        var mayDefine = sender.May(Scopes.Define);
        var prepared = new StatementToWrite[statements.Count];
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = Prepare(statements[i], authority, version, id, mayDefine) with { Attachments = deliveries(statements[i]) };
        var outcome = await commits.SubmitAsync(new WriteRequest(sender.Id, prepared), cancellationToken);
        if (outcome.Conflict is null)
        {
            foreach (var observer in observers)
                observer.Grown(outcome.Head);
        }

        return (Array.ConvertAll(prepared, statement => statement.Id), outcome.Conflict);
    }

    public async ValueTask DisposeAsync()
    {
        await commits.DisposeAsync();
        await writer.DisposeAsync();
    }

    private StatementToWrite Prepare(ParsedStatement statement, Authority authority, XapiVersion version, Guid? given, bool mayDefine)
    {
        var id = statement.Id ?? given ?? ids.NewGuid();
        return new StatementToWrite(
            id,
            StatementSplicer.Splice(statement, id, authority.Json, version),
            statement.Actor?.AgentKey,
            statement.Activity is null ? null : IndexKey.Of(IndexKeyKind.Activity, statement.Activity),
            statement.Target,
            statement.IsVoiding,
            statement.Keys.Contains(authority.Key) ? statement.Keys : [.. statement.Keys, authority.Key],
            mayDefine ? [.. statement.Definitions.Select(activity => new DefinedActivity(activity.Id, statement.Source[activity.Definition]))] : [],
            statement.Source);
    }

    /// <summary>The agent that stands as authority for a credential: an account of this installation named by the credential's key.</summary>
    private sealed record Authority(byte[] Json, IndexKey Key)
    {
        public static Authority Of(Credential credential, string homePage)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteString("objectType", "Agent");
                json.WriteString("name", credential.Name);
                json.WriteStartObject("account");
                json.WriteString("homePage", homePage);
                json.WriteString("name", credential.Key);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            return new Authority(buffer.ToArray(), new AgentIdentifier(AgentIdentifierKind.Account, credential.Key, homePage).RelatedAgentKey);
        }
    }
}
