using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// Makes the bytes that are kept: the statement as received, without the members that the LRS replaces, and with what the LRS fills in
/// (xAPI 1.0.3 Data 2.3.1). A single activity where <c>contextActivities</c> wants an array gets its brackets (Data 2.4.6.2). Nothing else is
/// touched, so "exact" reads give back what was sent, to the byte.
/// </summary>
public static class StatementSplicer
{
    /// <summary>Splices what the LRS fills in to the front of the statement.</summary>
    /// <param name="statement">The statement as read.</param>
    /// <param name="id">The statement's id; written only when the statement brought none.</param>
    /// <param name="authorityJson">The authority as a JSON object in UTF-8.</param>
    /// <param name="version">The version of the conversation, which decides what <c>version</c> the statement gets when it has none.</param>
    public static SplicedStatement Splice(ParsedStatement statement, Guid id, ReadOnlySpan<byte> authorityJson, XapiVersion version)
    {
        var source = statement.Source.Span;
        var statementVersion = statement.Version is null ? Encoding.UTF8.GetBytes(XapiVersions.StatementDefault(version)) : null;
        var kept = source.Length - 1 + (2 * statement.Wrapped.Count);
        foreach (var range in statement.Replaced)
            kept -= range.End.Value - range.Start.Value;
        var length = 1 + kept + (statement.Id is null ? "\"id\":\"\",".Length + 36 : 0)
            + "\"stored\":\"\",".Length + SplicedStatement.StampLength
            + (statement.Timestamp is null ? "\"timestamp\":\"\",".Length + SplicedStatement.StampLength : 0)
            + "\"authority\":,".Length + authorityJson.Length
            + (statementVersion is null ? 0 : "\"version\":\"\",".Length + statementVersion.Length);
        var writer = new Writer(new byte[length]);
        writer.Put("{"u8);
        if (statement.Id is null)
        {
            writer.Put("\"id\":\""u8);
            Span<byte> text = stackalloc byte[36];
            id.TryFormat(text, out _, "D");
            writer.Put(text);
            writer.Put("\","u8);
        }

        writer.Put("\"stored\":\""u8);
        var storedAt = writer.Skip(SplicedStatement.StampLength);
        writer.Put("\","u8);
        var timestampAt = -1;
        if (statement.Timestamp is null)
        {
            writer.Put("\"timestamp\":\""u8);
            timestampAt = writer.Skip(SplicedStatement.StampLength);
            writer.Put("\","u8);
        }

        writer.Put("\"authority\":"u8);
        writer.Put(authorityJson);
        writer.Put(","u8);
        if (statementVersion is not null)
        {
            writer.Put("\"version\":\""u8);
            writer.Put(statementVersion);
            writer.Put("\","u8);
        }

        // A valid statement has an actor, a verb and an object that stay, so a comma before the rest is always right.
        var from = 1;
        int replaced = 0, wrapped = 0;
        while (replaced < statement.Replaced.Count || wrapped < statement.Wrapped.Count)
        {
            if (wrapped == statement.Wrapped.Count || (replaced < statement.Replaced.Count && statement.Replaced[replaced].Start.Value < statement.Wrapped[wrapped].Start.Value))
            {
                var range = statement.Replaced[replaced++];
                writer.Put(source[from..range.Start.Value]);
                from = range.End.Value;
            }
            else
            {
                var range = statement.Wrapped[wrapped++];
                writer.Put(source[from..range.Start.Value]);
                writer.Put("["u8);
                writer.Put(source[range]);
                writer.Put("]"u8);
                from = range.End.Value;
            }
        }

        writer.Put(source[from..]);
        return new SplicedStatement(writer.Target, storedAt, timestampAt);
    }

    private struct Writer(byte[] target)
    {
        private int at;

        public byte[] Target { get; } = target;

        public void Put(scoped ReadOnlySpan<byte> utf8)
        {
            utf8.CopyTo(Target.AsSpan(at));
            at += utf8.Length;
        }

        public int Skip(int length)
        {
            at += length;
            return at - length;
        }
    }
}
