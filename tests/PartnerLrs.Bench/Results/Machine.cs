namespace PartnerLrs.Bench.Results;

/// <summary>Where it was measured.</summary>
/// <param name="Cores">Logical processors.</param>
/// <param name="Processor">Their model.</param>
/// <param name="MemoryGiB">Memory.</param>
/// <param name="OperatingSystem">The system, with its version.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Postgres">PostgreSQL's version and the settings that matter, where it is used.</param>
internal sealed record Machine(int Cores, string Processor, double MemoryGiB, string OperatingSystem, string Runtime, string? Postgres)
{
    /// <summary>In one line.</summary>
    public string Line => $"{Cores} cores ({Processor}), {MemoryGiB:F0} GiB, {OperatingSystem}, {Runtime}{(Postgres is null ? "" : $", {Postgres}")}";
}
