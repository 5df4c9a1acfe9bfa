using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Reporting.Tests;

/// <summary>Small real tables behind the feeds that another module owns.</summary>
internal sealed class TestFeeds(DbContextOptions<TestFeeds> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) => configuration.Properties<DateTime>().HaveConversion<Utc>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<AwardRow>().ToTable("test_awards").HasKey(row => row.Id);
        model.Entity<GateStatusRow>().ToTable("test_gates").HasKey(row => row.Id);
        if (Database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal))
        {
            foreach (var property in model.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).Where(property => property.ClrType == typeof(string)))
                property.SetCollation("C");
        }
    }

    internal sealed class AwardFeed(TestFeeds db) : IFeed<AwardRow>
    {
        public IQueryable<AwardRow> Rows(string? partnerId) => db.Set<AwardRow>().AsNoTracking().Where(row => partnerId == null || row.PartnerId == partnerId);
    }

    internal sealed class GateStatusFeed(TestFeeds db) : IFeed<GateStatusRow>
    {
        public IQueryable<GateStatusRow> Rows(string? partnerId) => db.Set<GateStatusRow>().AsNoTracking().Where(row => partnerId == null || row.PartnerId == partnerId);
    }

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc), stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}
