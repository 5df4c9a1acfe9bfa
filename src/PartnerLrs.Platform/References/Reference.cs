namespace PartnerLrs.Platform.References;

/// <summary>How callers name a partner or a person: our id, or <c>system:externalId</c>. A system has no colon; an external id may have some.</summary>
public readonly record struct Reference
{
    /// <summary>The longest name of a system.</summary>
    public const int MaximumSystemLength = 50;

    /// <summary>The longest id that a system may have for something.</summary>
    public const int MaximumExternalIdLength = 200;

    private Reference(string? id, string? system, string? externalId)
    {
        Id = id;
        System = system;
        ExternalId = externalId;
    }

    /// <summary>Our id; null for an external reference.</summary>
    public string? Id { get; }

    /// <summary>The system of an external reference; null for our id.</summary>
    public string? System { get; }

    /// <summary>What that system calls it; null for our id.</summary>
    public string? ExternalId { get; }

    /// <summary>A reference by our id.</summary>
    public static Reference Internal(string id) => new(id, null, null);

    /// <summary>A reference by another system's id.</summary>
    public static Reference External(string system, string externalId) => new(null, system, externalId);

    /// <summary>Reads a reference. One that no row can have (hostile characters, too long) is refused here, before it reaches a database.</summary>
    public static bool TryParse(string text, out Reference reference)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            reference = Internal(text);
            return text.Length == 36 && Guid.TryParseExact(text, "D", out _);
        }

        var (system, externalId) = (text[..colon], text[(colon + 1)..]);
        reference = External(system, externalId);
        return IsSystem(system) && IsExternalId(externalId);
    }

    /// <summary>Whether a text can name a system: letters, digits, dots, hyphens and underscores.</summary>
    public static bool IsSystem(string text) =>
        text.Length is > 0 and <= MaximumSystemLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Whether a text can be a system's id for something.</summary>
    public static bool IsExternalId(string text) =>
        text.Length is > 0 and <= MaximumExternalIdLength && !text.Any(char.IsControl) && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && Text.IsWellFormed(text);

    /// <summary>The reference as callers write it.</summary>
    public override string ToString() => Id ?? $"{System}:{ExternalId}";
}
