using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Performance.Deals;

/// <inheritdoc cref="IDealImport" />
internal sealed class DealImport(DealsWriter writer, IPartnerDirectory directory) : IDealImport
{
    private const int BatchSize = 500;

    /// <inheritdoc />
    public async Task<DealImportCount> ImportAsync(Stream file, bool dryRun, Action<DealImportError> refused, CancellationToken cancellationToken)
    {
        var total = new DealImportCount(0, 0, 0, 0);
        var batch = new List<(long Row, JsonElement Deal)>(BatchSize);
        await foreach (var (row, deal, error) in RowsAsync(file, cancellationToken))
        {
            if (error is not null)
            {
                refused(error);
                total = total with { Failed = total.Failed + 1 };
                continue;
            }

            batch.Add((row, deal));
            if (batch.Count == BatchSize)
                total = await ApplyAsync(batch, total, dryRun, refused, cancellationToken);
        }

        return await ApplyAsync(batch, total, dryRun, refused, cancellationToken);
    }

    private async Task<DealImportCount> ApplyAsync(
        List<(long Row, JsonElement Deal)> batch, DealImportCount total, bool dryRun, Action<DealImportError> refused, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var applied = await UpsertRows.ApplyAsync(writer, new DealUpsert(directory), batch.ConvertAll(row => row.Deal), null, dryRun, cancellationToken);
        for (var i = 0; i < applied.Count; i++)
        {
            foreach (var error in applied[i].Errors)
                refused(new DealImportError(batch[i].Row, error.Pointer ?? "", error.Code, error.Message));
            total = applied[i].Resource?.Outcome switch
            {
                UpsertOutcome.Created => total with { Created = total.Created + 1 },
                UpsertOutcome.Updated => total with { Updated = total.Updated + 1 },
                UpsertOutcome.Unchanged => total with { Unchanged = total.Unchanged + 1 },
                _ => total with { Failed = total.Failed + 1 },
            };
        }

        batch.Clear();
        return total;
    }

    private static async IAsyncEnumerable<(long Row, JsonElement Deal, DealImportError? Error)> RowsAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        long line = 0;
        var first = true;
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            line++;
            if (first)
                text = text.TrimStart('\uFEFF');
            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (first && text.TrimStart()[0] == '[')
            {
                // An array may stand on any number of lines.
                await foreach (var row in ArrayAsync($"{text}\n{await reader.ReadToEndAsync(cancellationToken)}", line))
                    yield return row;
                yield break;
            }

            first = false;
            yield return Parse(text, line);
        }
    }

    private static async IAsyncEnumerable<(long Row, JsonElement Deal, DealImportError? Error)> ArrayAsync(string text, long firstLine)
    {
        await Task.CompletedTask;
        JsonDocument? document = null;
        DealImportError? wrong = null;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            wrong = new DealImportError(0, "", "malformed-json", $"The file is no JSON array (line {firstLine + e.LineNumber}, byte {e.BytePositionInLine}); nothing was imported.");
        }

        if (document is null)
        {
            yield return (0, default, wrong);
            yield break;
        }

        using (document)
        {
            long row = 0;
            foreach (var element in document.RootElement.EnumerateArray())
                yield return (++row, element.Clone(), null);
        }
    }

    private static (long Row, JsonElement Deal, DealImportError? Error) Parse(string text, long line)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return (line, document.RootElement.Clone(), null);
        }
        catch (JsonException e)
        {
            return (line, default, new DealImportError(line, "", "malformed-json", $"The line is not JSON (byte {e.BytePositionInLine})."));
        }
    }
}
