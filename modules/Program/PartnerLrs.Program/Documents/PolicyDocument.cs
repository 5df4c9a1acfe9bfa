using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>
/// Reads policy documents: their syntax, then their shape by the published schema, then what their parts say of each other.
/// Each step reports all that it finds; a later one is taken only when the earlier ones found nothing.
/// </summary>
internal static class PolicyDocument
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a document. Any bytes will do: what is wrong with them comes back as errors.</summary>
    /// <param name="utf8">The document in UTF-8, with or without a byte order mark. Its size is for the caller to limit.</param>
    public static PolicyReading Read(ReadOnlyMemory<byte> utf8)
    {
        utf8 = WithoutMark(utf8);
        var errors = JsonSyntax.Check(utf8.Span);
        if (errors.Count > 0)
            return new PolicyReading(null, errors);
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonSyntax.MaxDepth });
        errors = PolicySchema.Check(document.RootElement);
        if (errors.Count > 0)
            return new PolicyReading(null, errors);
        var policy = document.RootElement.Deserialize<ProgramPolicy>(Options)!;
        errors = PolicyReferences.Check(policy);
        return errors.Count > 0 ? new PolicyReading(null, errors) : new PolicyReading(policy, []);
    }

    /// <summary>What there is to say of a document.</summary>
    /// <param name="utf8">The document in UTF-8. Any bytes will do.</param>
    /// <param name="now">The instant (UTC) for which advice is given.</param>
    public static PolicyFindings Judge(ReadOnlyMemory<byte> utf8, DateTime now)
    {
        var (policy, errors) = Read(utf8);
        return new PolicyFindings(errors, policy is null ? [] : PolicyAdvisor.Advise(policy, now));
    }

    /// <summary>The document without a byte order mark.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) => utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
