namespace PartnerLrs.Conformance.Running;

/// <summary>A requirement does not hold; the message says what was found.</summary>
internal sealed class NotMetException(string message) : Exception(message);
