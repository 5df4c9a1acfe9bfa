namespace PartnerLrs.Bench.Results;

/// <summary>How a server starts on a database that is there.</summary>
/// <param name="ReadySeconds">From the start of the process until it was ready: the median of three.</param>
/// <param name="IdleMiB">Its memory ten seconds later, with nothing asked.</param>
internal sealed record Start(double ReadySeconds, double IdleMiB);
