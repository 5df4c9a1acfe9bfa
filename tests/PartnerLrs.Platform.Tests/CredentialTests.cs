using Microsoft.Extensions.Time.Testing;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Platform.Tests;

public sealed class CredentialTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory, DatabaseData]
    public async Task A_credential_proves_itself_with_its_secret_and_only_with_it(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect);
        var store = Store(test);
        var issued = (await store.AddAsync("lms", [Scopes.StatementsWrite], null, null, null, default)).Value;
        Assert.Equal("lms", (await store.AuthenticateAsync(issued.Credential.Key, issued.Secret, default))?.Name);
        Assert.Null(await store.AuthenticateAsync(issued.Credential.Key, issued.Secret + "x", default));
        Assert.Null(await store.AuthenticateAsync("no-such-key", issued.Secret, default));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(240)]
    [InlineData(241)]
    [InlineData(2_000)]
    public async Task A_secret_that_was_right_stays_right_and_another_one_stays_wrong_at_any_length(int length)
    {
        await using var test = await TestDatabase.MigratedAsync(Dialect.Sqlite);
        var store = Store(test);
        var secret = new string('s', length - 1) + "1";
        var key = (await store.AddAsync("lms", [Scopes.All], null, null, secret, default)).Value.Credential.Key;
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.NotNull(await store.AuthenticateAsync(key, secret, default));
            Assert.Null(await store.AuthenticateAsync(key, secret[..^1] + "2", default));
            Assert.Null(await store.AuthenticateAsync(key, secret + "1", default));
        }
    }

    [Theory, DatabaseData]
    public async Task A_secret_is_not_in_the_database(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect);
        var issued = (await Store(test).AddAsync("lms", [Scopes.All], null, null, null, default)).Value;
        await using var connection = await test.Database.OpenAsync();
        await using var select = connection.Command("SELECT secret_hash FROM platform_credentials");
        Assert.DoesNotContain(issued.Secret, (string)(await select.ExecuteScalarAsync())!, StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task A_revoked_credential_stops_working_everywhere_within_five_seconds_and_frees_its_name(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect);
        var (here, elsewhere) = (Store(test), Store(test));
        var issued = (await here.AddAsync("lms", [Scopes.All], null, null, null, default)).Value;
        Assert.NotNull(await here.AuthenticateAsync(issued.Credential.Key, issued.Secret, default));
        Assert.NotNull(await elsewhere.AuthenticateAsync(issued.Credential.Key, issued.Secret, default));
        Assert.NotNull((await here.RevokeAsync(issued.Credential.Id, default)).Value.RevokedAt);
        Assert.Null(await here.AuthenticateAsync(issued.Credential.Key, issued.Secret, default));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await elsewhere.AuthenticateAsync(issued.Credential.Key, issued.Secret, default));
        Assert.Null((await here.AddAsync("lms", [Scopes.All], null, null, null, default)).Error);
    }

    [Theory, DatabaseData]
    public async Task Names_are_unique_and_a_renewed_secret_replaces_the_old_one(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect);
        var store = Store(test);
        var issued = (await store.AddAsync("lms", [Scopes.All], null, null, null, default)).Value;
        Assert.Equal(ErrorKind.Conflict, (await store.AddAsync("lms", [Scopes.All], null, null, null, default)).Error?.Kind);
        Assert.NotNull(await store.AuthenticateAsync(issued.Credential.Key, issued.Secret, default));
        var renewed = (await store.RenewSecretAsync(issued.Credential.Id, default)).Value;
        Assert.NotNull(await store.AuthenticateAsync(issued.Credential.Key, renewed.Secret, default));
        Assert.Null(await store.AuthenticateAsync(issued.Credential.Key, issued.Secret, default));
    }

    [Theory, DatabaseData]
    public async Task The_operators_administrator_is_made_once_and_follows_a_changed_secret(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect);
        var store = Store(test);
        var first = (await store.EnsureAdministratorAsync("root", "a long enough secret", default)).Value;
        var second = (await store.EnsureAdministratorAsync("root", "another long secret!", default)).Value;
        Assert.Equal(first.Id, second.Id);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await store.AuthenticateAsync("root", "another long secret!", default));
        Assert.Equal("short-secret", (await store.EnsureAdministratorAsync("other", "short", default)).Error?.Code);
    }

    [Theory]
    [InlineData("", "statements/write", "/name")]
    [InlineData(" padded", "statements/write", "/name")]
    [InlineData("two words", "statements/write", "/name")]
    [InlineData("lms", "statements/erase", "/scopes")]
    [InlineData("lms", "", "/scopes")]
    public async Task A_bad_credential_is_refused_by_field(string name, string scope, string field)
    {
        await using var test = await TestDatabase.MigratedAsync(Dialect.Sqlite);
        var error = (await Store(test).AddAsync(name, scope.Length == 0 ? [] : [scope], null, null, null, default)).Error;
        Assert.Equal(field, error?.Pointer);
    }

    [Theory]
    [InlineData(Scopes.All, Scopes.StatementsWrite, true)]
    [InlineData(Scopes.All, Scopes.GatesCheck, false)]
    [InlineData(Scopes.Admin, Scopes.GatesCheck, true)]
    [InlineData(Scopes.Admin, Scopes.StatementsWrite, false)]
    [InlineData(Scopes.AllRead, Scopes.StatementsRead, true)]
    [InlineData(Scopes.AllRead, Scopes.StatementsWrite, false)]
    [InlineData(Scopes.StatementsRead, Scopes.StatementsReadMine, true)]
    [InlineData(Scopes.StatementsReadMine, Scopes.StatementsRead, false)]
    [InlineData(Scopes.PartnersWrite, Scopes.PartnersRead, true)]
    [InlineData(Scopes.PartnersRead, Scopes.PartnersWrite, false)]
    [InlineData(Scopes.GatesCheckNames, Scopes.GatesCheck, true)]
    public void A_scope_allows_what_it_says_and_no_more(string held, string needed, bool allowed) =>
        Assert.Equal(allowed, Scopes.Allow(new HashSet<string> { held }, needed));

    [Fact]
    public void Guessing_is_slowed_for_the_guesser_and_for_nobody_else()
    {
        var failures = new FailedAttempts(clock);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(failures.BlockedFor("10.0.0.1", "lms"));
            failures.Note("10.0.0.1", "lms");
        }

        Assert.NotNull(failures.BlockedFor("10.0.0.1", "lms"));
        Assert.Null(failures.BlockedFor("10.0.0.2", "lms"));
        Assert.Null(failures.BlockedFor("10.0.0.1", "other"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(failures.BlockedFor("10.0.0.1", "lms"));
    }

    [Fact]
    public void Guessing_many_keys_from_one_address_is_slowed_too()
    {
        var failures = new FailedAttempts(clock);
        for (var i = 0; i < 100; i++)
            failures.Note("10.0.0.1", $"key-{i}");
        Assert.NotNull(failures.BlockedFor("10.0.0.1", "fresh"));
    }

    private CredentialStore Store(TestDatabase test) => new(test.Database, new IdFactory(clock), clock);
}
