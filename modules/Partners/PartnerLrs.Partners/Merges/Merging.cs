using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.References;

namespace PartnerLrs.Partners.Merges;

/// <summary>Merges partners and people, and undoes that (rule 7). Nothing is moved: the one that was merged says as which it goes on, and everybody reads through that.</summary>
internal sealed class Merging(DirectoryWriter writer, IdFactory ids)
{
    /// <summary>Merges one into another.</summary>
    /// <param name="side">Partners or people.</param>
    /// <param name="absorbed">The one that becomes an alias.</param>
    /// <param name="body">Into which, and why.</param>
    /// <param name="by">The name of the caller's credential.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<Result<Merge>> MergeAsync(MergeSide side, Reference absorbed, MergeBody body, string by, CancellationToken cancellationToken) => writer.WriteAsync<Result<Merge>>(
        null,
        dryRun: false,
        async directory =>
        {
            var db = directory.Db;
            if (await side.FindAsync(db, absorbed, cancellationToken) is not { } one)
                return Unknown(side, absorbed);
            if (await side.FindAsync(db, body.Into, cancellationToken) is not { } other)
                return Error.Invalid($"unknown-{side.Noun}", $"into: no {side.Noun} is named '{body.Into}'.", "/into");
            if (one.Id == other.Id)
                return Error.Invalid("merge-into-itself", $"into: '{body.Into}' is the {side.Noun} itself.", "/into");
            if (one.MergedInto is not null)
                return Error.Conflict("already-merged", $"'{absorbed}' goes on as {one.MergedInto} already; undo that merge first.");
            if (other.MergedInto == one.Id)
                return Error.Conflict("merge-cycle", $"into: '{body.Into}' was itself merged into '{absorbed}'; undo that merge first.", "/into");
            if (other.MergedInto is not null)
                return Error.Conflict("into-merged", $"into: '{body.Into}' goes on as {other.MergedInto}; merge into that one.", "/into");
            var group = await side.GroupAsync(db, one.Id, cancellationToken);
            if (await side.ConflictAsync(db, group, await side.GroupAsync(db, other.Id, cancellationToken), cancellationToken) is ({ } mine, { } theirs))
            {
                return Error.Conflict(
                    "counting-overlap",
                    $"The two count for different partners at once, by the affiliations {mine.Id} and {theirs.Id}; end one of them, or let one not count, and merge then.");
            }

            var merge = new Merge
            {
                Id = ids.NewId(),
                Kind = side.Kind,
                AbsorbedId = one.Id,
                IntoId = other.Id,
                Reason = body.Reason,
                MergedAt = directory.Now,
                MergedBy = by,
            };
            db.Add(merge);
            await side.SetAsync(directory, group.ToDictionary(id => id, string? (_) => other.Id, StringComparer.Ordinal), [other.Id], cancellationToken);
            await side.NoteAsync(directory, one.Id, other.Id, group, cancellationToken);
            return merge;
        },
        cancellationToken);

    /// <summary>Undoes the merge by which one became an alias: it goes on by itself, with those that were merged into it before.</summary>
    /// <param name="side">Partners or people.</param>
    /// <param name="absorbed">The one that is an alias.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">The name of the caller's credential.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<Result<Merge>> UndoAsync(MergeSide side, Reference absorbed, string reason, string by, CancellationToken cancellationToken) => writer.WriteAsync<Result<Merge>>(
        null,
        dryRun: false,
        async directory =>
        {
            var db = directory.Db;
            if (await side.FindAsync(db, absorbed, cancellationToken) is not { } one)
                return Unknown(side, absorbed);
            var inForce = await db.Merges.Where(m => m.Kind == side.Kind && m.UndoneAt == null).ToListAsync(cancellationToken);
            if (inForce.Find(m => m.AbsorbedId == one.Id) is not { } merge)
                return Error.Conflict("not-merged", $"'{absorbed}' was not merged into another {side.Noun}, so there is nothing to undo.");
            (merge.UndoneAt, merge.UndoneBy, merge.UndoReason) = (directory.Now, by, reason);
            var group = new List<string> { one.Id };
            for (var i = 0; i < group.Count; i++)
                group.AddRange(inForce.Where(m => m.IntoId == group[i] && m != merge).Select(m => m.AbsorbedId));
            await side.SetAsync(directory, group.ToDictionary(id => id, id => id == one.Id ? null : one.Id, StringComparer.Ordinal), [one.MergedInto!, merge.IntoId], cancellationToken);
            await side.NoteAsync(directory, one.Id, one.MergedInto!, [.. group, merge.IntoId], cancellationToken);
            return merge;
        },
        cancellationToken);

    private static Error Unknown(MergeSide side, Reference reference) =>
        Error.NotFound($"unknown-{side.Noun}", side.Kind == MergeKind.Person ? $"Nobody is named '{reference}'." : $"No partner is named '{reference}'.");
}
