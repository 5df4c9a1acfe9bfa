using System.Text.Json;
using Orleans.Storage;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Platform.Clustering;

/// <summary>Grain snapshots as JSON without type names: readable in SQL, and free of .NET's names in stored data.</summary>
internal sealed class GrainStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, JsonBody.Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, JsonBody.Options)!;
}
