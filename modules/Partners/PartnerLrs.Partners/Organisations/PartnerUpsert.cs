using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Organisations;

/// <summary>Upserts partners by (source, externalId).</summary>
internal sealed class PartnerUpsert : IUpsert<DirectoryTransaction, PartnerBody>
{
    private readonly HashSet<Reference> taken = [];
    private Dictionary<string, string> parents = new(StringComparer.Ordinal);
    private Known<Organisation, OrganisationReference> known = null!;

    /// <inheritdoc />
    public PartnerBody? Read(ObjectReader row) => PartnerBody.Read(row);

    /// <inheritdoc />
    public async Task LoadAsync(DirectoryTransaction directory, IReadOnlyList<PartnerBody> rows, CancellationToken cancellationToken)
    {
        known = new Known<Organisation, OrganisationReference>(directory.Db);
        await known.LoadAsync([.. rows.SelectMany(row => new[] { row.External, row.Parent.Value }).OfType<Reference>()], cancellationToken);
        if (rows.Any(row => row.Parent.Value is not null))
        {
            parents = await directory.Db.Organisations.AsNoTracking().Where(o => o.ParentId != null)
                .ToDictionaryAsync(o => o.Id, o => o.ParentId!, StringComparer.Ordinal, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Result<Resource> Apply(DirectoryTransaction directory, PartnerBody row)
    {
        if (directory.PartnerId is not null)
            return new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; it may read that partner but not write partners.", "");
        if (row.External is { } external && taken.Contains(external))
            return Error.Invalid("duplicate-row", $"An earlier row writes {external} already.", "/externalId");
        var organisation = row.External is { } key ? known.Find(key) : null;
        var parent = organisation?.ParentId;
        if (row.Parent.Present)
        {
            parent = null;
            if (row.Parent.Value is { } reference)
            {
                if (known.Find(reference) is not { } found)
                    return Error.Invalid("unknown-partner", $"parent: no partner is named '{reference}'.", "/parent");
                if (organisation is not null && IsWithin(found.Id, organisation.Id))
                    return Error.Invalid("parent-cycle", $"parent: '{reference}' is this partner itself or belongs to it.", "/parent");
                parent = found.Id;
            }
        }

        var outcome = Write(directory, row, parent, ref organisation);
        if (row.External is { } written)
            taken.Add(written);
        if (parent is null)
            parents.Remove(organisation.Id);
        else
            parents[organisation.Id] = parent;
        return PartnerResource.Of(organisation, known.Shown(organisation.Id), outcome);
    }

    private UpsertOutcome Write(DirectoryTransaction directory, PartnerBody row, string? parent, [System.Diagnostics.CodeAnalysis.NotNull] ref Organisation? organisation)
    {
        if (organisation is null)
        {
            organisation = new Organisation
            {
                Id = directory.NewId(),
                Name = row.Name,
                Status = row.Status ?? Organisation.Active,
                ParentId = parent,
                CreatedAt = directory.Now,
                ModifiedAt = directory.Now,
            };
            known.Add(organisation.Id, organisation, row.External is { } external
                ? new OrganisationReference { System = external.System!, ExternalId = external.ExternalId!, OwnerId = organisation.Id, Position = 0 }
                : null);
            directory.Note(DirectoryChangeKind.Partner, null, organisation.Id);
            return UpsertOutcome.Created;
        }

        var status = row.Status ?? organisation.Status;
        if ((organisation.Name, organisation.Status, organisation.ParentId) == (row.Name, status, parent))
            return UpsertOutcome.Unchanged;
        (organisation.Name, organisation.Status, organisation.ParentId, organisation.ModifiedAt) = (row.Name, status, parent, directory.Now);
        directory.Note(DirectoryChangeKind.Partner, null, organisation.Id);
        return UpsertOutcome.Updated;
    }

    private bool IsWithin(string? id, string ancestor)
    {
        for (; id is not null; id = parents.GetValueOrDefault(id))
        {
            if (id == ancestor)
                return true;
        }

        return false;
    }
}
