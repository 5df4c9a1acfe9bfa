using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Http;

/// <summary>Reads request bodies: within a size, strictly (no unknown or repeated properties), with errors that say where.</summary>
public static class JsonBody
{
    /// <summary>How module documents are read and written: camel case, strict, enums by name, nulls left out.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Reads a body into an object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">The largest body that is taken.</param>
    /// <typeparam name="T">The shape that is expected.</typeparam>
    public static async ValueTask<Result<T>> ReadAsync<T>(HttpRequest request, int maximumBytes)
    {
        if ((await ReadBytesAsync(request, maximumBytes)).TryGet(out var bytes, out var error))
            return Parse<T>(bytes);
        return error;
    }

    /// <summary>Reads JSON bytes into an object.</summary>
    public static Result<T> Parse<T>(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Options) is { } value
                ? value
                : Error.Invalid("malformed-json", "The body is null; expected a JSON document.", "");
        }
        catch (JsonException e)
        {
            return Error.Invalid("malformed-json", Explain(e), ToPointer(e.Path));
        }
    }

    /// <summary>Reads a body's bytes; one that is empty or larger than allowed is an error.</summary>
    public static async ValueTask<Result<byte[]>> ReadBytesAsync(HttpRequest request, int maximumBytes)
    {
        if (request.ContentLength > maximumBytes)
            return TooLarge(maximumBytes);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
            {
                if (buffer.Length + read > maximumBytes)
                    return TooLarge(maximumBytes);
                buffer.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return buffer.Length == 0 ? Error.Invalid("empty-body", "The body is empty; expected a JSON document.", "") : buffer.ToArray();
    }

    /// <summary>Reads a body as a JSON document; the caller disposes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">The largest body that is taken.</param>
    /// <param name="repeated">Whether properties may stand twice: for readers that look for that themselves, and say where.</param>
    /// <returns>The document, or the problem to answer with: 400, 413 or 415.</returns>
    public static async ValueTask<(JsonDocument? Document, IResult? Refusal)> ReadDocumentAsync(HttpRequest request, int maximumBytes, bool repeated = true)
    {
        if (!request.HasJsonContentType())
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body's Content-Type is not JSON; expected application/json."));
        if (!(await ReadBytesAsync(request, maximumBytes)).TryGet(out var bytes, out var error))
            return (null, error.Code == "body-too-large" ? Problems.Of(StatusCodes.Status413PayloadTooLarge, error.Code, error.Message) : Problems.From(error));
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return (null, Problems.From(Error.Invalid("malformed-json", "The body is not UTF-8.", "")));
        try
        {
            return (JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = repeated }), null);
        }
        catch (JsonException e)
        {
            return (null, Problems.From(Error.Invalid("malformed-json", $"The body is not JSON{(repeated ? "" : ", or a property stands in it twice")} (line {e.LineNumber + 1}, byte {e.BytePositionInLine}).", "")));
        }
    }

    private static Error TooLarge(int maximumBytes) =>
        Error.Invalid("body-too-large", $"The body is larger than {maximumBytes} bytes, the most that is taken here.");

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            // Answers are application/json, never pasted into HTML: "≥" may stay readable.
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new UtcJsonConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static string Explain(JsonException e)
    {
        // The serializer's texts end in "Path: … | LineNumber: …", which the pointer says better, and name .NET types, which callers do not know.
        var text = e.Message;
        var tail = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (tail > 0)
            text = text[..tail];
        var unmapped = text.IndexOf("' could not be mapped to any .NET member", StringComparison.Ordinal);
        if (unmapped > 0)
            return $"The property '{text[(text.IndexOf('\'', StringComparison.Ordinal) + 1)..unmapped]}' is not known here.";
        if (text.Contains("missing required", StringComparison.Ordinal))
            return $"A required property is missing: {text[(text.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}.";
        if (text.Contains("could not be converted", StringComparison.Ordinal))
            return $"The value at '{ToPointer(e.Path)}' is not of the type that is expected there (line {e.LineNumber + 1}).";
        return $"{text} (line {e.LineNumber + 1}, byte {e.BytePositionInLine})";
    }

    private static string ToPointer(string? path)
    {
        if (string.IsNullOrEmpty(path) || path == "$")
            return "";
        var pointer = new StringBuilder();
        var i = 1;
        while (i < path.Length)
        {
            int end;
            if (path.AsSpan(i).StartsWith("['"))
            {
                end = path.IndexOf("']", i, StringComparison.Ordinal);
                end = end < 0 ? path.Length : end;
                Append(path[(i + 2)..end]);
                i = Math.Min(path.Length, end + 2);
                continue;
            }

            var start = i + 1;
            end = path.IndexOfAny(['.', '[', ']'], start);
            end = end < 0 ? path.Length : end;
            if (end > start)
                Append(path[start..end]);
            i = end < path.Length && path[end] == ']' ? end + 1 : end;
        }

        return pointer.ToString();

        void Append(string segment) => pointer.Append('/').Append(segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    }
}
