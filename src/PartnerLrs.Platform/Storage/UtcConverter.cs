using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PartnerLrs.Platform.Storage;

/// <summary>Instants are UTC in every column; SQLite does not say so when it is read, and PostgreSQL insists on it when it is written.</summary>
public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
    stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
