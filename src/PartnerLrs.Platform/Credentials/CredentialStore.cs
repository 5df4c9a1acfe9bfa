using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform.Credentials;

/// <summary>
/// The credentials, in <c>platform_credentials</c>. Look-ups are answered from memory for up to five seconds, which is also how
/// long a revocation by another process may take to be felt.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="ids">Makes ids and keys.</param>
/// <param name="clock">Tells when, and how old a remembered look-up is.</param>
public sealed partial class CredentialStore(Database database, IdFactory ids, TimeProvider clock)
{
    private const string Columns = "id, key, secret_hash, name, scopes, partner_id, created_at, revoked_at";
    private const int MaximumRemembered = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (string Name, bool PartnerBound)> described = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Stored? Row, long ReadAt)> remembered = new(StringComparer.Ordinal);

    /// <summary>Makes a credential. The secret is generated unless given, and is in the answer only.</summary>
    /// <param name="name">Its name, unique: what policies may name as a trusted authority, so it is an id as they have them.</param>
    /// <param name="scopes">What it may do: at least one known scope.</param>
    /// <param name="partnerId">The partner it is bound to, or null.</param>
    /// <param name="key">A chosen key, or null for a generated one.</param>
    /// <param name="secret">A chosen secret of at least 16 characters, or null for a generated one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Result<IssuedCredential>> AddAsync(
        string name, IReadOnlyCollection<string> scopes, string? partnerId, string? key, string? secret, CancellationToken cancellationToken)
    {
        if (Check(name, scopes, key, secret) is { } error)
            return error;
        var credential = new Credential(ids.NewId(), key ?? $"key-{ids.NewGuid():N}", name, scopes.ToFrozenSet(StringComparer.Ordinal), partnerId, clock.UtcNow(), null);
        secret ??= SecretHash.Generate();
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var insert = connection.Command(
            $"INSERT INTO platform_credentials ({Columns}) VALUES (@id, @key, @hash, @name, @scopes, @partner, @created, NULL) ON CONFLICT DO NOTHING",
            null,
            ("id", credential.Id),
            ("key", credential.Key),
            ("hash", SecretHash.Of(secret)),
            ("name", name),
            ("scopes", string.Join(' ', credential.Scopes.Order(StringComparer.Ordinal))),
            ("partner", partnerId),
            ("created", credential.CreatedAt));
        if (await insert.ExecuteWriteAsync(cancellationToken) == 0)
            return Error.Conflict("credential-exists", $"A credential with the name '{name}' or its key exists already; choose another name, or revoke that one first.", "/name");
        remembered.TryRemove(credential.Key, out _);
        return new IssuedCredential(credential, secret);
    }

    /// <summary>Gives a credential a new secret; the old one stops working.</summary>
    public async Task<Result<IssuedCredential>> RenewSecretAsync(string id, CancellationToken cancellationToken)
    {
        var secret = SecretHash.Generate();
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var update = connection.Command(
            $"UPDATE platform_credentials SET secret_hash = @hash WHERE id = @id AND revoked_at IS NULL RETURNING {Columns}", null, ("hash", SecretHash.Of(secret)), ("id", id));
        return await OneAsync(update, cancellationToken) is { } row ? new IssuedCredential(Forget(row), secret) : Unknown(id);
    }

    /// <summary>Revokes a credential for good. Its name becomes free again.</summary>
    public async Task<Result<Credential>> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var update = connection.Command(
            $"UPDATE platform_credentials SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL RETURNING {Columns}", null, ("now", clock.UtcNow()), ("id", id));
        return await OneAsync(update, cancellationToken) is { } row ? Forget(row) : Unknown(id);
    }

    /// <summary>All credentials, the oldest first, revoked ones included.</summary>
    public async Task<IReadOnlyList<Credential>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT {Columns} FROM platform_credentials ORDER BY id");
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        var all = new List<Credential>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(Map(rows).Credential);
        return all;
    }

    /// <summary>Whether there is no usable credential yet: the first start.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT COUNT(*) FROM platform_credentials WHERE revoked_at IS NULL");
        return Convert.ToInt64(await select.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 0;
    }

    /// <summary>
    /// Makes sure that a credential with a given key and secret exists and administers: the operator's choice by environment wins
    /// over what is stored, also when the secret was changed there.
    /// </summary>
    public async Task<Result<Credential>> EnsureAdministratorAsync(string key, string secret, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using (var select = connection.Command($"SELECT {Columns} FROM platform_credentials WHERE key = @key", null, ("key", key)))
        {
            if (await OneAsync(select, cancellationToken) is { } row)
            {
                if (row.Credential.RevokedAt is not null)
                    return Error.Conflict("credential-revoked", $"The credential with the key '{key}' was revoked; choose another key.");
                if (!SecretHash.Matches(row.Hash, secret))
                {
                    if (secret.Length < SecretHash.MinimumLength)
                        return ShortSecret();
                    await using var update = connection.Command("UPDATE platform_credentials SET secret_hash = @hash WHERE id = @id", null, ("hash", SecretHash.Of(secret)), ("id", row.Credential.Id));
                    await update.ExecuteWriteAsync(cancellationToken);
                }

                return row.Credential;
            }
        }

        var added = await AddAsync("administrator", [Scopes.Admin, Scopes.All], null, key, secret, cancellationToken);
        if (added.Error?.Kind == ErrorKind.Conflict)
            added = await AddAsync($"administrator-{ids.NewId()}", [Scopes.Admin, Scopes.All], null, key, secret, cancellationToken);
        return added.TryGet(out var issued, out var error) ? issued.Credential : error;
    }

    /// <summary>The credential that a key and secret prove, or null.</summary>
    public async ValueTask<Credential?> AuthenticateAsync(string key, string secret, CancellationToken cancellationToken)
    {
        var row = await FindAsync(key, cancellationToken);
        return (row?.IsProvenBy(secret) ?? SecretHash.Matches(null, secret)) && row!.Credential.RevokedAt is null ? row.Credential : null;
    }

    /// <summary>A credential's name and whether it is bound to a partner; neither ever changes, also not when it is revoked.</summary>
    /// <exception cref="InvalidOperationException">There is no such credential.</exception>
    public async ValueTask<(string Name, bool PartnerBound)> DescribeAsync(string id, CancellationToken cancellationToken)
    {
        if (described.TryGetValue(id, out var known))
            return known;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT {Columns} FROM platform_credentials WHERE id = @id", null, ("id", id));
        var row = await OneAsync(select, cancellationToken) ?? throw new InvalidOperationException($"There is no credential {id}.");
        return described[id] = (row.Credential.Name, row.Credential.PartnerId is not null);
    }

    private static Error? Check(string name, IReadOnlyCollection<string> scopes, string? key, string? secret)
    {
        if (!Name().IsMatch(name))
            return Error.Invalid("invalid-name", "name: expected letters, digits, dots, hyphens and underscores, beginning with a letter or digit, at most 64 in all, such as academy-lms.", "/name");
        if (scopes.Count == 0)
            return Error.Invalid("invalid-scope", $"scopes: expected at least one of {string.Join(", ", Scopes.Known.Order(StringComparer.Ordinal))}.", "/scopes");
        if (scopes.FirstOrDefault(scope => !Scopes.Known.Contains(scope)) is { } unknown)
            return Error.Invalid("invalid-scope", $"scopes: '{unknown}' is no scope; expected some of {string.Join(", ", Scopes.Known.Order(StringComparer.Ordinal))}.", "/scopes");
        if (key is not null && (key.Length is < 1 or > 100 || key.Any(c => c is ':' || char.IsControl(c) || char.IsWhiteSpace(c))))
            return Error.Invalid("invalid-key", "key: expected 1 to 100 characters without colon, blanks or control characters.", "/key");
        return secret is { Length: < SecretHash.MinimumLength } ? ShortSecret() : null;
    }

    private static Error ShortSecret() =>
        Error.Invalid("short-secret", $"secret: expected at least {SecretHash.MinimumLength} characters.", "/secret");

    private static Error Unknown(string id) => Error.NotFound("unknown-credential", $"No credential that is in use has the id '{id}'.");

    private static async Task<Stored?> OneAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? Map(rows) : null;
    }

    private static Stored Map(DbDataReader row) => new(
        new Credential(
            row.GetString(0),
            row.GetString(1),
            row.GetString(3),
            row.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal),
            row.TextOrNull(5),
            row.Instant(6),
            row.InstantOrNull(7)),
        row.GetString(2));

    /// <summary>In this process a change is felt at once.</summary>
    private Credential Forget(Stored row)
    {
        remembered.TryRemove(row.Credential.Key, out _);
        return row.Credential;
    }

    private async ValueTask<Stored?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (remembered.TryGetValue(key, out var known) && clock.GetElapsedTime(known.ReadAt) < Fresh)
            return known.Row;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT {Columns} FROM platform_credentials WHERE key = @key", null, ("key", key));
        var row = await OneAsync(select, cancellationToken);
        if (remembered.Count >= MaximumRemembered)
            remembered.Clear();
        remembered[key] = (row, clock.GetTimestamp());
        return row;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    private sealed record Stored(Credential Credential, string Hash)
    {
        private volatile byte[]? proven;

        /// <summary>Whether the secret is this credential's. The one that was right before, as nearly always, is known again more quickly.</summary>
        public bool IsProvenBy(string secret)
        {
            var fingerprint = SecretHash.Fingerprint(secret);
            if (proven is { } known && CryptographicOperations.FixedTimeEquals(known, fingerprint))
                return true;
            if (!SecretHash.Matches(Hash, secret))
                return false;
            proven = fingerprint;
            return true;
        }
    }
}
