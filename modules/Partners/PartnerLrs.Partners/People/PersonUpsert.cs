using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Platform.Upserts;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.People;

/// <summary>Upserts people by (source, externalId).</summary>
internal sealed class PersonUpsert : IUpsert<DirectoryTransaction, PersonBody>
{
    private readonly HashSet<Reference> taken = [];
    private readonly HashSet<string> visible = new(StringComparer.Ordinal);
    private Known<Person, PersonReference> known = null!;
    private IdentifierSet identifiers = null!;

    /// <inheritdoc />
    public PersonBody? Read(ObjectReader row) => PersonBody.Read(row);

    /// <inheritdoc />
    public async Task LoadAsync(DirectoryTransaction directory, IReadOnlyList<PersonBody> rows, CancellationToken cancellationToken)
    {
        known = new Known<Person, PersonReference>(directory.Db);
        await known.LoadAsync([.. rows.Select(row => row.External).OfType<Reference>()], cancellationToken);
        identifiers = new IdentifierSet(directory.Db);
        var keys = rows.SelectMany(row => row.Identifiers ?? []).SelectMany(IdentifierSet.WithTwin).Select(i => i.Identifier.AgentKey.Value);
        await identifiers.LoadAsync(known.Ids, keys, cancellationToken);
        await known.LoadIdsAsync(identifiers.Owners, cancellationToken);
        if (directory.PartnerId is not null)
        {
            visible.UnionWith(await known.Ids.InChunksAsync(
                chunk => directory.Db.People.AsNoTracking().Where(p => chunk.Contains(p.Id)).VisibleTo(directory.PartnerId, directory.Db, directory.Now).Select(p => p.Id), cancellationToken));
        }
    }

    /// <inheritdoc />
    public Result<Resource> Apply(DirectoryTransaction directory, PersonBody row)
    {
        if (row.External is { } external && taken.Contains(external))
            return Error.Invalid("duplicate-row", $"An earlier row writes {external} already.", "/externalId");
        var person = row.External is { } key ? known.Find(key) : null;
        if (person is not null && directory.PartnerId is not null && !visible.Contains(person.Id))
            return new Error(ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner to which that person does not belong.", "/externalId");
        var wanted = row.Identifiers?.SelectMany((identifier, i) => IdentifierSet.WithTwin(identifier).Select(w => (w.Identifier, w.Derived, Index: i))).ToList();
        // What stands with another record of the same person, who was merged, is that person's already, and stays where it is.
        wanted?.RemoveAll(w => identifiers.OwnerOf(w.Identifier.AgentKey.Value) is { } owner && owner != person?.Id && person is not null && IsSamePerson(owner, person));
        if (wanted?.Find(w => identifiers.OwnerOf(w.Identifier.AgentKey.Value) is { } owner && owner != person?.Id) is { Identifier: not null } other)
            return Taken(directory, other.Identifier, other.Derived, other.Index);
        var outcome = Write(directory, row, ref person);
        if (wanted is not null && identifiers.Replace(person.Id, wanted.ConvertAll(w => (w.Identifier, w.Derived))) && outcome == UpsertOutcome.Unchanged)
            outcome = Changed(directory, person);
        if (row.External is { } written)
            taken.Add(written);
        return PersonResource.Of(person, known.Shown(person.Id), identifiers.Of(person.Id), outcome);
    }

    private bool IsSamePerson(string owner, Person person) =>
        known.Find(Reference.Internal(owner)) is { } other && (other.MergedInto ?? other.Id) == (person.MergedInto ?? person.Id);

    private static UpsertOutcome Changed(DirectoryTransaction directory, Person person)
    {
        person.ModifiedAt = directory.Now;
        directory.Note(DirectoryChangeKind.Person, person.Id, null);
        return UpsertOutcome.Updated;
    }

    private Error Taken(DirectoryTransaction directory, AgentIdentifier identifier, bool derived, int index)
    {
        // A partner's credential is not told who somebody else's person is.
        var whose = directory.PartnerId is null ? $"the person {identifiers.OwnerOf(identifier.AgentKey.Value)}" : "another person";
        var what = derived ? "the SHA-1 form of this mailbox belongs" : "this identifier belongs";
        return Error.Conflict("identifier-taken", $"identifiers: {what} to {whose}.", $"/identifiers/{index}");
    }

    private UpsertOutcome Write(DirectoryTransaction directory, PersonBody row, [System.Diagnostics.CodeAnalysis.NotNull] ref Person? person)
    {
        if (person is not null)
        {
            if (person.Name == row.Name)
                return UpsertOutcome.Unchanged;
            person.Name = row.Name;
            return Changed(directory, person);
        }

        person = new Person { Id = directory.NewId(), Name = row.Name, RegisteredBy = directory.PartnerId, CreatedAt = directory.Now, ModifiedAt = directory.Now };
        known.Add(person.Id, person, row.External is { } external
            ? new PersonReference { System = external.System!, ExternalId = external.ExternalId!, OwnerId = person.Id, Position = 0 }
            : null);
        directory.Note(DirectoryChangeKind.Person, person.Id, null);
        return UpsertOutcome.Created;
    }
}
