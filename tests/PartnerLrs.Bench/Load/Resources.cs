namespace PartnerLrs.Bench.Load;

/// <summary>What a run cost while it was measured. Processor time is in percent of one core.</summary>
/// <param name="ClientCpu">This tool.</param>
/// <param name="ServerCpu">The server, when the tool started it.</param>
/// <param name="MachineCpu">Everything on this machine, where the system tells (Linux). What is neither client nor server is the database, the kernel and others.</param>
/// <param name="ServerResidentMiB">The server's memory at the end.</param>
/// <param name="ServerPeakMiB">The most that it had at any look during the run.</param>
internal sealed record Resources(double ClientCpu, double? ServerCpu, double? MachineCpu, double? ServerResidentMiB, double? ServerPeakMiB);
