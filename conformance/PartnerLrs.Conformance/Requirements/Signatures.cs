using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Signed statements.</summary>
internal static class Signatures
{
    private const string Usage = "http://adlnet.gov/expapi/attachments/signature";

    [Requirement("Data 2.6", "4.2.6", "A signature by RS256, RS384 or RS512 is accepted, with or without the certificate of its key.")]
    public static async Task Signed_statements_are_accepted(Lrs lrs)
    {
        foreach (var alg in new[] { "RS256", "RS384", "RS512" })
        {
            foreach (var withCertificate in new[] { false, true })
            {
                var statement = Sample.Statement();
                (await SendAsync(lrs, statement, Jws.Sign(statement.ToJsonString(), alg, withCertificate))).Is(200);
            }
        }
    }

    [Requirement("Data 2.6", "4.2.6", "A signature by another algorithm is refused.")]
    public static async Task Other_algorithms_are_refused(Lrs lrs)
    {
        foreach (var alg in new[] { "HS256", "none", "ES256" })
        {
            var statement = Sample.Statement();
            (await SendAsync(lrs, statement, Jws.Sign(statement.ToJsonString(), alg))).Is(400);
        }
    }

    [Requirement("Data 2.6", "4.2.6", "A signature is an attachment of type application/octet-stream.")]
    public static async Task Signatures_have_a_type(Lrs lrs)
    {
        var statement = Sample.Statement();
        (await SendAsync(lrs, statement, Jws.Sign(statement.ToJsonString()), "text/plain")).Is(400);
    }

    [Requirement("Data 2.6", "4.2.6", "What is no JSON web signature is refused.")]
    public static async Task Malformed_signatures_are_refused(Lrs lrs)
    {
        foreach (var text in new[] { "no signature", "a.b.c" })
            (await SendAsync(lrs, Sample.Statement(), text)).Is(400);
    }

    [Requirement("Data 2.6", "4.2.6", "The payload of a signature is the statement.")]
    public static async Task The_payload_is_the_statement(Lrs lrs)
    {
        var statement = Sample.Statement();
        (await SendAsync(lrs, statement, Jws.Sign(Sample.Statement(Sample.IdOf(statement)).ToJsonString()))).Is(400);
        (await SendAsync(lrs, statement, Jws.Sign(statement.ToJsonString()[..^1]))).Is(400);
    }

    [Requirement("Data 2.6", "4.2.6", "A signature whose header has a certificate verifies by it.")]
    public static async Task Signatures_verify_by_their_certificate(Lrs lrs)
    {
        var statement = Sample.Statement();
        (await SendAsync(lrs, statement, Jws.Sign(statement.ToJsonString(), withCertificate: true, byOtherKey: true))).Is(400);
    }

    private static Task<Reply> SendAsync(Lrs lrs, JsonObject statement, string signature, string type = "application/octet-stream")
    {
        var attachment = new AttachmentPart(signature) { ContentType = type, UsageType = Usage };
        var signed = statement.DeepClone().AsObject();
        signed["attachments"] = new JsonArray(attachment.Announce());
        return lrs.PostAsync(signed, attachment);
    }
}
