using Microsoft.EntityFrameworkCore;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Performance.Deals;

/// <summary>The module's tables. The schema is the migrations'; this only maps it.</summary>
internal sealed class DealsContext(DbContextOptions<DealsContext> options) : DbContext(options)
{
    public DbSet<Deal> Deals => Set<Deal>();

    public DbSet<DealVersionRow> Versions => Set<DealVersionRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) => configuration.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Deal>(deal =>
        {
            deal.ToTable("performance_deals");
            deal.Ignore(d => d.Facts);
            deal.Property(d => d.Id).HasColumnName("id").ValueGeneratedNever();
            deal.Property(d => d.Source).HasColumnName("source");
            deal.Property(d => d.ExternalId).HasColumnName("external_id");
            deal.Property(d => d.PartnerId).HasColumnName("partner_id");
            deal.Property(d => d.RegistrantId).HasColumnName("registrant_id");
            deal.Property(d => d.Product).HasColumnName("product");
            deal.Property(d => d.AmountMinor).HasColumnName("amount_minor");
            deal.Property(d => d.Currency).HasColumnName("currency");
            deal.Property(d => d.Status).HasColumnName("status").HasConversion(status => DealStatusNames.Of(status), name => DealStatusNames.Parse(name));
            deal.Property(d => d.SubmittedAt).HasColumnName("submitted_at");
            deal.Property(d => d.ApprovedAt).HasColumnName("approved_at");
            deal.Property(d => d.ProtectedUntil).HasColumnName("protected_until");
            deal.Property(d => d.ClosedAt).HasColumnName("closed_at");
            deal.Property(d => d.Version).HasColumnName("version");
            deal.Property(d => d.CreatedAt).HasColumnName("created_at");
            deal.Property(d => d.ModifiedAt).HasColumnName("modified_at");
        });
        model.Entity<DealVersionRow>(version =>
        {
            version.ToTable("performance_deal_versions");
            version.HasKey(v => v.Seq);
            version.Property(v => v.Seq).HasColumnName("seq").ValueGeneratedNever();
            version.Property(v => v.DealId).HasColumnName("deal_id");
            version.Property(v => v.Version).HasColumnName("version");
            version.Property(v => v.KnownAt).HasColumnName("known_at");
            version.Property(v => v.PartnerId).HasColumnName("partner_id");
            version.Property(v => v.FormerPartnerId).HasColumnName("former_partner_id");
            version.Property(v => v.RegistrantId).HasColumnName("registrant_id");
            version.Property(v => v.Product).HasColumnName("product");
            version.Property(v => v.AmountMinor).HasColumnName("amount_minor");
            version.Property(v => v.Currency).HasColumnName("currency");
            version.Property(v => v.Status).HasColumnName("status").HasConversion(status => DealStatusNames.Of(status), name => DealStatusNames.Parse(name));
            version.Property(v => v.SubmittedAt).HasColumnName("submitted_at");
            version.Property(v => v.ApprovedAt).HasColumnName("approved_at");
            version.Property(v => v.ProtectedUntil).HasColumnName("protected_until");
            version.Property(v => v.ClosedAt).HasColumnName("closed_at");
            version.HasOne<Deal>().WithMany().HasForeignKey(v => v.DealId).OnDelete(DeleteBehavior.ClientNoAction);
        });
    }
}
