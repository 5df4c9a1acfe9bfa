using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PartnerLrs.Standing.Review;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Feeds;

/// <summary>The read model's tables for queries. Grains write them with SQL of their own.</summary>
internal sealed class StandingContext(DbContextOptions<StandingContext> options) : DbContext(options)
{
    public DbSet<AwardEntity> Awards => Set<AwardEntity>();

    public DbSet<GateStatusEntity> GateStatus => Set<GateStatusEntity>();

    public DbSet<ReviewEntity> Reviews => Set<ReviewEntity>();

    /// <summary>Awards with their states at an instant (UTC), worked out by the database as <see cref="AwardStates"/> has them.</summary>
    public IQueryable<StatedAward> AwardsAt(DateTime asOf) => Awards.AsNoTracking().Select(award => new StatedAward
    {
        Award = award,
        State = award.RevokedAt != null ? AwardStates.Revoked
            : award.EarnedAt > asOf ? AwardStates.Pending
            : award.ExpiresAt <= asOf ? AwardStates.Expired
            : award.SupersededBy != null && Awards.Any(other =>
                other.PersonId == award.PersonId && other.RevokedAt == null && other.EarnedAt <= asOf && (other.ExpiresAt == null || other.ExpiresAt > asOf)
                && award.SupersededBy.Contains("\n" + other.Certification + "\n")) ? AwardStates.Superseded
            : award.AtRiskFrom <= asOf ? AwardStates.AtRisk
            : award.ExpiringFrom <= asOf ? AwardStates.Expiring
            : AwardStates.Active,
    });

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AwardEntity>(award =>
        {
            award.ToTable("standing_awards").HasKey(a => a.Id);
            award.Property(a => a.Id).HasColumnName("id");
            award.Property(a => a.PersonId).HasColumnName("person_id");
            award.Property(a => a.PersonExternalId).HasColumnName("person_external_id");
            award.Property(a => a.PartnerId).HasColumnName("partner_id");
            award.Property(a => a.Certification).HasColumnName("certification");
            award.Property(a => a.EarnedAt).HasColumnName("earned_at");
            award.Property(a => a.KnownAt).HasColumnName("known_at");
            award.Property(a => a.ExpiresAt).HasColumnName("expires_at");
            award.Property(a => a.RevokedAt).HasColumnName("revoked_at");
            award.Property(a => a.ExpiringFrom).HasColumnName("expiring_from");
            award.Property(a => a.AtRiskFrom).HasColumnName("at_risk_from");
            award.Property(a => a.SupersededBy).HasColumnName("superseded_by");
            award.Property(a => a.ModifiedAt).HasColumnName("modified_at");
        });
        modelBuilder.Entity<ReviewEntity>(review =>
        {
            review.ToTable("standing_reviews").HasKey(r => r.StatementId);
            review.Property(r => r.StatementId).HasColumnName("statement_id");
            review.Property(r => r.PersonId).HasColumnName("person_id");
            review.Property(r => r.PartnerId).HasColumnName("partner_id");
            review.Property(r => r.Course).HasColumnName("course");
            review.Property(r => r.Activity).HasColumnName("activity");
            review.Property(r => r.Verdict).HasColumnName("verdict");
            review.Property(r => r.AcceptedAt).HasColumnName("accepted_at");
            review.Property(r => r.Authority).HasColumnName("authority");
            review.Property(r => r.Signer).HasColumnName("signer");
            review.Property(r => r.EffectiveAt).HasColumnName("effective_at");
            review.Property(r => r.KnownAt).HasColumnName("known_at");
        });
        modelBuilder.Entity<GateStatusEntity>(status =>
        {
            status.ToTable("standing_gate_status").HasKey(s => new { s.PartnerId, s.Gate, s.ValidFrom });
            status.Property(s => s.PartnerId).HasColumnName("partner_id");
            status.Property(s => s.Gate).HasColumnName("gate");
            status.Property(s => s.ValidFrom).HasColumnName("valid_from");
            status.Property(s => s.ValidUntil).HasColumnName("valid_until");
            status.Property(s => s.PartnerExternalId).HasColumnName("partner_external_id");
            status.Property(s => s.Allowed).HasColumnName("allowed");
            status.Property(s => s.Tier).HasColumnName("tier");
            status.Property(s => s.Short).HasColumnName("short");
            status.Property(s => s.PolicyVersion).HasColumnName("policy_version");
            status.Property(s => s.ModifiedAt).HasColumnName("modified_at");
        });
    }

    // Columns hold UTC; Npgsql insists on the kind, SQLite forgets it.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<Utc>();

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc), value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}
