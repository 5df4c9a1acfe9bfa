using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace PartnerLrs.Platform.Clustering;

/// <summary>
/// Grain snapshots as JSON without type names: readable in SQL, and free of .NET's names in stored data. Reading is lenient, so that an
/// older or newer version's snapshot is taken as far as it goes, and one that cannot be read at all is as none: snapshots are a cache (law 7).
/// </summary>
internal sealed partial class GrainStateSerializer(ILogger<GrainStateSerializer> log) : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T Deserialize<T>(BinaryData input)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options) ?? Activator.CreateInstance<T>();
        }
        catch (JsonException e)
        {
            LogUnreadable(e, typeof(T).Name);
            return Activator.CreateInstance<T>();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A stored {State} cannot be read; it is built again from the log")]
    private partial void LogUnreadable(Exception e, string state);
}
