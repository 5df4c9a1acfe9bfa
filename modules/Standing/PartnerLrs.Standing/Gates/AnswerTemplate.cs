using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PartnerLrs.Kernel;
using PartnerLrs.Standing.Decisions;

namespace PartnerLrs.Standing.Gates;

/// <summary>
/// What an answer says whoever asks and whenever: its JSON with holes where the decision's id and its instants go. The same answer to the next question is
/// filled in, not written anew, and the record keeps it once.
/// </summary>
/// <param name="Body">The JSON. A hole is a zero byte, which JSON text never holds, and a letter: <c>d</c> the decision's id, <c>a</c> asOf, <c>k</c> knownAt, <c>r</c> reflectsThrough.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.AnswerTemplate)]
internal sealed record AnswerTemplate([property: Id(0)] byte[] Body)
{
    private const int LongestId = 36;

    [NonSerialized]
    private byte[]? digest;

    /// <summary>The template's name among templates: half a SHA-256 of it.</summary>
    public Guid Key => new(Digest.AsSpan(0, 16), bigEndian: true);

    /// <summary>The entity tag (RFC 9110 section 8.8.3) of answers made of it: the same as long as nothing but the asking differs.</summary>
    public string Tag => $"W/\"{Convert.ToHexStringLower(Digest.AsSpan(0, 12))}\"";

    private byte[] Digest => digest ??= SHA256.HashData(Body);

    /// <summary>The template of an answer.</summary>
    public static AnswerTemplate Of(GateAnswer answer)
    {
        var json = GateJson.Write(answer).AsSpan();
        var reader = new Utf8JsonReader(json);
        var body = new List<byte>(json.Length);
        var taken = 0;
        var hole = '\0';
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1)
                continue;
            if (hole != '\0')
            {
                body.AddRange(json[taken..(int)reader.TokenStartIndex]);
                body.AddRange([0, (byte)hole]);
                taken = (int)reader.BytesConsumed;
            }

            hole = reader.TokenType == JsonTokenType.PropertyName ? HoleOf(ref reader) : '\0';
        }

        body.AddRange(json[taken..]);
        return new AnswerTemplate([.. body]);
    }

    /// <summary>The answer's bytes.</summary>
    /// <param name="decisionId">Under which the decision is recorded.</param>
    /// <param name="times">The instants that belong to it.</param>
    public byte[] Fill(string decisionId, DecisionTimes times)
    {
        Span<byte> filled = new byte[Body.Length + LongestId + (3 * Timestamps.MaximumLength) + 8];
        var rest = Body.AsSpan();
        var length = 0;
        while (rest.IndexOf((byte)0) is >= 0 and var hole)
        {
            rest[..hole].CopyTo(filled[length..]);
            length += hole;
            length += (char)rest[hole + 1] switch
            {
                'd' => Quoted(decisionId, filled[length..]),
                'a' => Quoted(times.AsOf, filled[length..]),
                'k' => Quoted(times.KnownAt, filled[length..]),
                'r' => times.ReflectsThrough is { } instant ? Quoted(instant, filled[length..]) : Null(filled[length..]),
                var letter => throw new InvalidOperationException($"An answer's template has a hole '{letter}' that this version does not know."),
            };
            rest = rest[(hole + 2)..];
        }

        rest.CopyTo(filled[length..]);
        return filled[..(length + rest.Length)].ToArray();
    }

    private static char HoleOf(ref Utf8JsonReader reader) => reader switch
    {
        _ when reader.ValueTextEquals("decisionId"u8) => 'd',
        _ when reader.ValueTextEquals("asOf"u8) => 'a',
        _ when reader.ValueTextEquals("knownAt"u8) => 'k',
        _ when reader.ValueTextEquals("reflectsThrough"u8) => 'r',
        _ => '\0',
    };

    private static int Quoted(string id, Span<byte> into)
    {
        into[0] = (byte)'"';
        var length = 1 + Encoding.ASCII.GetBytes(id, into[1..]);
        into[length] = (byte)'"';
        return length + 1;
    }

    private static int Quoted(DateTime instant, Span<byte> into)
    {
        into[0] = (byte)'"';
        var length = 1 + Timestamps.WriteRfc3339(instant, into[1..]);
        into[length] = (byte)'"';
        return length + 1;
    }

    private static int Null(Span<byte> into)
    {
        "null"u8.CopyTo(into);
        return 4;
    }
}
