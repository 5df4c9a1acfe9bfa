using Microsoft.AspNetCore.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Documents;

/// <summary>Judges a change by the document that is there. Pure: the writer asks inside its transaction, so the document cannot change in between.</summary>
internal static class DocumentRules
{
    private const string WhatHelps = "GET it to check its current state, then send its ETag as If-Match.";

    /// <summary>Whether a change's preconditions hold, and the rules on a PUT that has none.</summary>
    /// <param name="existing">The document, or null.</param>
    /// <param name="change">The change.</param>
    public static DocumentRefusal? Check(StoredDocument? existing, DocumentChange change)
    {
        if (!change.Preconditions.MatchHolds(existing?.ETag))
        {
            return new DocumentRefusal(
                StatusCodes.Status412PreconditionFailed,
                "precondition-failed",
                existing is null ? "If-Match does not hold: there is no such document." : $"If-Match does not hold: the document has changed. {WhatHelps}");
        }

        if (!change.Preconditions.NoneMatchHolds(existing?.ETag))
            return new DocumentRefusal(StatusCodes.Status412PreconditionFailed, "precondition-failed", $"If-None-Match does not hold: there is such a document. {WhatHelps}");
        return change is { Action: DocumentAction.Put, Preconditions.AreNone: true } ? CheckUnconditionalPut(existing, change) : null;
    }

    /// <summary>What a PUT or POST makes of the document.</summary>
    /// <param name="existing">The document, with its content when it is a POST; or null.</param>
    /// <param name="change">The change.</param>
    /// <param name="maximumBytes">The largest document.</param>
    /// <param name="content">What the document then holds.</param>
    public static DocumentRefusal? Apply(StoredDocument? existing, DocumentChange change, int maximumBytes, out (string ContentType, byte[] Bytes) content)
    {
        content = (change.ContentType, change.Content);
        if (change.Action == DocumentAction.Put)
            return null;
        var isJson = IsJson(change.ContentType);
        if (existing is null)
            return isJson && !JsonMerge.IsObject(change.Content) ? NotMergeable("The content is no JSON object") : null;
        // xAPI 1.0.3 Communication 2.2: both sides have to be application/json and JSON objects, or nothing is changed.
        if (!isJson)
            return NotMergeable($"The Content-Type is '{Platform.Http.Query.Shorten(change.ContentType)}'");
        if (!IsJson(existing.ContentType))
            return NotMergeable($"The Content-Type of the document that is there is '{Platform.Http.Query.Shorten(existing.ContentType)}'");
        if (JsonMerge.Merge(existing.Content!, change.Content) is not { } merged)
            return NotMergeable("The content, or the document that is there, is no JSON object");
        if (merged.Length > maximumBytes)
            return TooLarge("The merged document", maximumBytes);
        content = (existing.ContentType, merged);
        return null;
    }

    /// <summary>Content that is larger than this installation takes.</summary>
    public static DocumentRefusal TooLarge(string what, int maximumBytes) => new(
        StatusCodes.Status413PayloadTooLarge, "body-too-large", $"{what} is larger than {maximumBytes} bytes, the most that is taken (Xapi:MaximumDocumentBytes).");

    /// <summary>
    /// xAPI 1.0.3 Communication 3.1 leaves state alone and demands a precondition on profiles: without one a PUT is a conflict where a document
    /// exists and a bad request where none does. xAPI 2.0 4.1.4 makes it a conflict on all three resources, and only where one exists.
    /// </summary>
    private static DocumentRefusal? CheckUnconditionalPut(StoredDocument? existing, DocumentChange change)
    {
        if (change.Version == XapiVersion.V1 && change.Context.Resource == DocumentResource.State)
            return null;
        if (existing is not null)
            return new DocumentRefusal(StatusCodes.Status409Conflict, "document-exists", $"There is such a document already, and the request has neither If-Match nor If-None-Match. {WhatHelps}");
        return change.Version == XapiVersion.V2
            ? null
            : new DocumentRefusal(
                StatusCodes.Status400BadRequest,
                "precondition-missing",
                "A PUT of a profile needs If-Match with the document's ETag, or If-None-Match: * for a new document (xAPI 1.0.3 Communication 3.1).");
    }

    private static DocumentRefusal NotMergeable(string found) =>
        new(StatusCodes.Status400BadRequest, "not-mergeable", $"{found}; POST merges JSON objects of type application/json. To replace the document, PUT it.");

    private static bool IsJson(string contentType)
    {
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        return (semicolon < 0 ? contentType : contentType[..semicolon]).Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
