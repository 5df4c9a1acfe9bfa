using Microsoft.EntityFrameworkCore;
using PartnerLrs.Partners.Affiliations;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Merges;
using PartnerLrs.Partners.Organisations;
using PartnerLrs.Partners.People;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Directory;

/// <summary>The module's tables. The schema is the migrations'; this only maps it.</summary>
internal sealed class PartnersContext(DbContextOptions<PartnersContext> options) : DbContext(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<OrganisationReference> OrganisationReferences => Set<OrganisationReference>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<PersonReference> PersonReferences => Set<PersonReference>();

    public DbSet<Identifier> Identifiers => Set<Identifier>();

    public DbSet<Affiliation> Affiliations => Set<Affiliation>();

    public DbSet<Merge> Merges => Set<Merge>();

    public DbSet<Choice> Choices => Set<Choice>();

    public DbSet<Change> Changes => Set<Change>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) => configuration.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("partners_organisations");
            organisation.Property(o => o.Id).HasColumnName("id").ValueGeneratedNever();
            organisation.Property(o => o.Name).HasColumnName("name");
            organisation.Property(o => o.Status).HasColumnName("status");
            organisation.Property(o => o.ParentId).HasColumnName("parent_id");
            organisation.Property(o => o.MergedInto).HasColumnName("merged_into");
            organisation.Property(o => o.CreatedAt).HasColumnName("created_at");
            organisation.Property(o => o.ModifiedAt).HasColumnName("modified_at");
            organisation.HasOne<Organisation>().WithMany().HasForeignKey(o => o.ParentId).OnDelete(DeleteBehavior.ClientNoAction);
        });
        model.Entity<OrganisationReference>(reference =>
        {
            MapReference(reference.ToTable("partners_organisation_references"), "organisation_id");
            reference.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.ClientNoAction);
        });
        model.Entity<Person>(person =>
        {
            person.ToTable("partners_people");
            person.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
            person.Property(p => p.Name).HasColumnName("name");
            person.Property(p => p.RegisteredBy).HasColumnName("registered_by");
            person.Property(p => p.MergedInto).HasColumnName("merged_into");
            person.Property(p => p.CreatedAt).HasColumnName("created_at");
            person.Property(p => p.ModifiedAt).HasColumnName("modified_at");
        });
        model.Entity<PersonReference>(reference =>
        {
            MapReference(reference.ToTable("partners_person_references"), "person_id");
            reference.HasOne<Person>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.ClientNoAction);
        });
        model.Entity<Identifier>(identifier =>
        {
            identifier.ToTable("partners_identifiers");
            identifier.HasKey(i => i.AgentKey);
            var key = identifier.Property(i => i.AgentKey).HasColumnName("agent_key").ValueGeneratedNever();
            if (Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal))
                key.HasConversion(guid => guid.ToByteArray(true), bytes => new Guid(bytes, true));
            identifier.Property(i => i.PersonId).HasColumnName("person_id");
            identifier.Property(i => i.Kind).HasColumnName("kind").HasConversion(kind => KindName(kind), name => KindOf(name));
            identifier.Property(i => i.Value).HasColumnName("value");
            identifier.Property(i => i.HomePage).HasColumnName("home_page");
            identifier.Property(i => i.Derived).HasColumnName("derived");
            identifier.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.ClientNoAction);
        });
        model.Entity<Affiliation>(affiliation =>
        {
            affiliation.ToTable("partners_affiliations");
            affiliation.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
            affiliation.Property(a => a.PersonId).HasColumnName("person_id");
            affiliation.Property(a => a.PartnerId).HasColumnName("partner_id");
            affiliation.Property(a => a.Roles).HasColumnName("roles");
            affiliation.Property(a => a.From).HasColumnName("valid_from");
            affiliation.Property(a => a.To).HasColumnName("valid_to");
            affiliation.Property(a => a.Source).HasColumnName("source");
            affiliation.Property(a => a.Counting).HasColumnName("counting");
            affiliation.Property(a => a.Contested).HasColumnName("contested");
            affiliation.Property(a => a.CreatedAt).HasColumnName("created_at");
            affiliation.Property(a => a.ModifiedAt).HasColumnName("modified_at");
            affiliation.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.ClientNoAction);
            affiliation.HasOne<Organisation>().WithMany().HasForeignKey(a => a.PartnerId).OnDelete(DeleteBehavior.ClientNoAction);
        });
        model.Entity<Merge>(merge =>
        {
            merge.ToTable("partners_merges");
            merge.Property(m => m.Id).HasColumnName("id").ValueGeneratedNever();
            merge.Property(m => m.Kind).HasColumnName("kind");
            merge.Property(m => m.AbsorbedId).HasColumnName("absorbed_id");
            merge.Property(m => m.IntoId).HasColumnName("into_id");
            merge.Property(m => m.Reason).HasColumnName("reason");
            merge.Property(m => m.MergedAt).HasColumnName("merged_at");
            merge.Property(m => m.MergedBy).HasColumnName("merged_by");
            merge.Property(m => m.UndoneAt).HasColumnName("undone_at");
            merge.Property(m => m.UndoneBy).HasColumnName("undone_by");
            merge.Property(m => m.UndoReason).HasColumnName("undo_reason");
        });
        model.Entity<Choice>(choice =>
        {
            choice.ToTable("partners_choices");
            choice.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
            choice.Property(c => c.PersonId).HasColumnName("person_id");
            choice.Property(c => c.AffiliationId).HasColumnName("affiliation_id");
            choice.Property(c => c.PartnerId).HasColumnName("partner_id");
            choice.Property(c => c.Reason).HasColumnName("reason");
            choice.Property(c => c.ChosenAt).HasColumnName("chosen_at");
            choice.Property(c => c.ChosenBy).HasColumnName("chosen_by");
        });
        model.Entity<Change>(change =>
        {
            change.ToTable("partners_changes");
            change.HasKey(c => c.Seq);
            change.Property(c => c.Seq).HasColumnName("seq");
            change.Property(c => c.Kind).HasColumnName("kind").HasConversion(kind => Change.Name(kind), name => Enum.Parse<DirectoryChangeKind>(name, true));
            change.Property(c => c.PersonId).HasColumnName("person_id");
            change.Property(c => c.PartnerId).HasColumnName("partner_id");
        });
    }

    private static void MapReference<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> reference, string owner)
        where T : ExternalReference
    {
        reference.HasKey(r => new { r.System, r.ExternalId });
        reference.Property(r => r.System).HasColumnName("system");
        reference.Property(r => r.ExternalId).HasColumnName("external_id");
        reference.Property(r => r.OwnerId).HasColumnName(owner);
        reference.Property(r => r.Position).HasColumnName("position");
    }

    private static string KindName(AgentIdentifierKind kind) => kind switch
    {
        AgentIdentifierKind.Mbox => "mbox",
        AgentIdentifierKind.MboxSha1Sum => "mbox_sha1sum",
        AgentIdentifierKind.OpenId => "openid",
        _ => "account",
    };

    private static AgentIdentifierKind KindOf(string name) => name switch
    {
        "mbox" => AgentIdentifierKind.Mbox,
        "mbox_sha1sum" => AgentIdentifierKind.MboxSha1Sum,
        "openid" => AgentIdentifierKind.OpenId,
        _ => AgentIdentifierKind.Account,
    };
}
