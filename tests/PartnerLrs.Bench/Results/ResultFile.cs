using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerLrs.Bench.Results;

/// <summary>The results of one call of the tool, as <c>--json</c> writes them and <c>report</c> reads them.</summary>
/// <param name="TakenAt">When they were taken (UTC).</param>
/// <param name="Seed">What generated statements follow from.</param>
/// <param name="Machine">Where they were taken.</param>
/// <param name="Measurements">The rows.</param>
internal sealed record ResultFile(DateTime TakenAt, ulong Seed, Machine Machine, IReadOnlyList<Measurement> Measurements)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(FileInfo file, CancellationToken cancellationToken)
    {
        file.Directory?.Create();
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, this, Json, cancellationToken);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="BenchException">It cannot be read.</exception>
    public static async Task<ResultFile> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            return await JsonSerializer.DeserializeAsync<ResultFile>(stream, Json, cancellationToken) ?? throw new BenchException($"{file.FullName} is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new BenchException($"{file.FullName} cannot be read as results: {e.Message}");
        }
    }
}
