using System.Text;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Http;

/// <summary>
/// The alternate request syntax (xAPI 1.0.3 Communication 1.3): a POST with <c>?method=</c> whose form holds the real request's parameters, headers and
/// content, for browsers that can send nothing else. It is turned into the real request before anything else looks at it: version,
/// routing, credential and resource then see no difference. xAPI 2.0 has no such syntax; a conversation in 2.0 is refused.
/// </summary>
internal static class AlternateSyntax
{
    private const string MethodName = "method";
    private const string ContentName = "content";

    /// <summary>The largest form, in bytes. It is read before the caller is known, because the credential may be in it, so it is far below what a known caller may send.</summary>
    private const int MaximumFormBytes = 2 * 1024 * 1024;

    /// <summary>HEAD is not among them: the answer to a POST has a body, and its length says so.</summary>
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Put, HttpMethods.Post, HttpMethods.Delete];

    /// <summary>The headers that may stand in the form, and no others. Content-Length is known from the content.</summary>
    private static readonly string[] Headers = ["Authorization", XapiHeaders.Version, "Content-Type", "Content-Length", "If-Match", "If-None-Match"];

    /// <summary>Whether the request is one in this syntax, by its address alone.</summary>
    public static bool IsUsed(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Query.Keys.Contains(MethodName, StringComparer.Ordinal);

    /// <summary>Turns the request into the one that its form describes, or answers what is wrong with it.</summary>
    /// <returns>Whether the request can go on.</returns>
    public static async ValueTask<bool> UnwrapAsync(HttpContext context, int maximumRequestBytes)
    {
        if (Check(context.Request) is { } problem)
        {
            await XapiProblem.BadRequestAsync(context, problem);
            return false;
        }

        var maximum = Math.Min(MaximumFormBytes, maximumRequestBytes);
        using var body = await RequestBody.ReadAsync(context.Request, maximum);
        if (body is null)
        {
            await XapiProblem.WriteAsync(
                context, StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The form is larger than {maximum} bytes, the most that is taken in the alternate request syntax.");
            return false;
        }

        problem = FormParameters.Parse(body.Bytes.Span) is { } form
            ? Apply(context.Request, form)
            : "The form is not application/x-www-form-urlencoded UTF-8 text; binary content cannot be sent in the alternate request syntax.";
        if (problem is null)
            return true;
        await XapiProblem.BadRequestAsync(context, problem);
        return false;
    }

    /// <summary>Whether the request's own header names a version that has no such syntax; the version may also stand in the form.</summary>
    public static bool IsNotSpoken(HttpRequest request) => XapiVersions.TryParse(request.Headers[XapiHeaders.Version], out var version) && version != XapiVersion.V1;

    private static string? Check(HttpRequest request)
    {
        if (request.Query.Count > 1 || request.Query[MethodName].Count > 1)
            return "In the alternate request syntax the query holds method alone; expected every other parameter in the form.";
        var method = request.Query[MethodName].ToString();
        if (!Methods.Contains(method))
            return $"method is '{Query.Shorten(method)}'; expected one of {string.Join(", ", Methods)}.";
        return IsForm(request.ContentType)
            ? null
            : $"The Content-Type is '{Query.Shorten(request.ContentType!)}'; expected application/x-www-form-urlencoded, as the alternate request syntax (method in the query) wants it.";
    }

    private static string? Apply(HttpRequest request, IReadOnlyList<(string Name, string Value)> form)
    {
        var method = request.Query[MethodName].ToString();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var query = new List<KeyValuePair<string, string?>>();
        string? content = null;
        foreach (var (name, value) in form)
        {
            var isContent = name == ContentName;
            if (!isContent && !Headers.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                query.Add(new(name, value));
                continue;
            }

            if (isContent ? content is not null : !headers.TryAdd(name, value))
                return $"The form parameter '{name}' stands several times; expected once.";
            if (isContent)
                content = value;
            else if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                return $"The form parameter '{name}' becomes a header; expected printable ASCII.";
        }

        var takesContent = HttpMethods.IsPut(method) || HttpMethods.IsPost(method);
        if (takesContent != content is not null)
            return takesContent ? $"The form parameter '{ContentName}' is missing; expected the content of {method}." : $"The form has '{ContentName}'; expected none with {method}.";
        if (SetHeaders(request, headers, content) is { } problem)
            return problem;
        var bytes = Encoding.UTF8.GetBytes(content ?? "");
        request.Method = method;
        request.QueryString = QueryString.Create(query);
        request.Headers.TransferEncoding = default;
        request.ContentLength = bytes.Length;
        request.Body = new MemoryStream(bytes, writable: false);
        return null;
    }

    private static string? SetHeaders(HttpRequest request, Dictionary<string, string> headers, string? content)
    {
        headers.Remove("Content-Length");
        headers.Remove("Content-Type", out var type);
        if (type?.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
            return "The form parameter 'Content-Type' is multipart; attachments cannot be sent in the alternate request syntax.";
        // A page of any site can make a browser post a form with the credential that it remembers for this address, but not with a header of its own making.
        if (request.Headers.ContainsKey("Authorization") && !headers.ContainsKey("Authorization") && !request.Headers.ContainsKey(XapiHeaders.Version))
            return $"The credential is in the header and {XapiHeaders.Version} is not; expected both in the form, or both in the header.";
        foreach (var (name, value) in headers)
        {
            // Two answers to one question: whichever won, somebody on the way may have looked at the other.
            if (request.Headers.TryGetValue(name, out var sent) && sent != value)
                return $"{name} stands in the header and, differently, in the form; expected it once.";
            request.Headers[name] = value;
        }

        request.Headers.Remove("Content-Type");
        if (content is not null)
            request.ContentType = type ?? "application/json";
        return null;
    }

    /// <summary>The browsers that need this syntax cannot set a type: theirs send none, or plain text.</summary>
    private static bool IsForm(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
            return true;
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        var type = (semicolon < 0 ? contentType : contentType[..semicolon]).Trim();
        return type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) || type.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
    }
}
