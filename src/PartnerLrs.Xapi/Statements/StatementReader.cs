using System.Text.Json;

namespace PartnerLrs.Xapi;

/// <summary>
/// Validates statements in one forward pass over their UTF-8 and extracts index keys and the fields that are folded. Everything the
/// standard does not allow is refused (xAPI 1.0.3 Data 2.2), including what JSON leaves open: names that occur twice, text that is not UTF-8, depth without end.
/// </summary>
public static class StatementReader
{
    /// <summary>Reads a body that is one statement or an array of them; an empty array is an empty batch.</summary>
    /// <param name="body">The body; the statements keep slices of it.</param>
    /// <param name="version">The version of the conversation.</param>
    /// <param name="statements">Takes the statements in order; left as it was on failure.</param>
    /// <param name="isBatch">Whether the body was an array.</param>
    /// <returns>The first violation, or null.</returns>
    public static XapiError? Read(ReadOnlyMemory<byte> body, XapiVersion version, List<ParsedStatement> statements, out bool isBatch)
    {
        isBatch = false;
        if (JsonText.Check(body.Span, version) is { } unfit)
            return unfit;
        var before = statements.Count;
        var walker = new StatementWalker(body.Span, version);
        XapiError? error;
        try
        {
            walker.Next();
            isBatch = walker.Token == JsonTokenType.StartArray;
            error = isBatch ? ReadBatch(ref walker, body, statements) : ReadSingle(ref walker, body, statements);
            if (error is null)
                walker.Next(); // throws on anything after the root value
        }
        catch (JsonException exception)
        {
            error = JsonText.Malformed(body.Span, walker.Consumed, walker.Depth, exception, version);
        }

        if (error is not null)
            statements.RemoveRange(before, statements.Count - before);
        return error;
    }

    /// <summary>Reads a body that is exactly one statement.</summary>
    /// <returns>The first violation, or null.</returns>
    public static XapiError? ReadOne(ReadOnlyMemory<byte> body, XapiVersion version, out ParsedStatement? statement)
    {
        statement = null;
        if (JsonText.Check(body.Span, version) is { } unfit)
            return unfit;
        var walker = new StatementWalker(body.Span, version);
        try
        {
            walker.Next();
            if (!walker.Statement(body, out var read))
                return walker.Error;
            walker.Next(); // throws on anything after the root value
            statement = read;
            return null;
        }
        catch (JsonException exception)
        {
            return JsonText.Malformed(body.Span, walker.Consumed, walker.Depth, exception, version);
        }
    }

    /// <summary>The RFC 6901 pointer of the value that starts at an offset of a body that was read.</summary>
    public static string PointerTo(ReadOnlySpan<byte> body, int at) => JsonPointer.At(body, at, StatementWalker.MaxDepth);

    private static XapiError? ReadSingle(ref StatementWalker walker, ReadOnlyMemory<byte> body, List<ParsedStatement> statements)
    {
        if (!walker.Statement(body, out var statement))
            return walker.Error;
        statements.Add(statement!);
        return null;
    }

    private static XapiError? ReadBatch(ref StatementWalker walker, ReadOnlyMemory<byte> body, List<ParsedStatement> statements)
    {
        HashSet<Guid>? ids = null;
        while (true)
        {
            walker.Next();
            if (walker.Token == JsonTokenType.EndArray)
                return null;
            var at = walker.TokenAt;
            if (!walker.Statement(body, out var statement))
                return walker.Error;
            // xAPI 2.0 4.1.6.1 wants a batch that repeats an id refused. 1.0.3 leaves it open, and either of two statements under
            // one id would be lost or contradicted at once, so it is refused there too.
            if (statement!.Id is { } id && !(ids ??= []).Add(id))
            {
                walker.Fail(at, $"expected each statement id once in a batch, found {id:D} twice", Rule.Batch);
                return walker.Error;
            }

            statements.Add(statement);
        }
    }
}
