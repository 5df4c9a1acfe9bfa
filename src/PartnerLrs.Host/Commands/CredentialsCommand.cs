using System.CommandLine;
using PartnerLrs.Host.Startup;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Commands;

/// <summary><c>credentials add|list|revoke</c>, on the database, whether or not a server runs on it.</summary>
internal static class CredentialsCommand
{
    public static Command Create(TextWriter output)
    {
        var name = new Argument<string>("NAME") { Description = "The credential's name; policies name trusted authorities by it." };
        var scopes = new Option<string[]>("--scope") { Description = $"What it may do; repeat for more: {string.Join(", ", Scopes.Known.Order(StringComparer.Ordinal))}.", Required = true };
        var partner = new Option<string?>("--partner") { Description = "The id of the partner that it is bound to." };
        var add = CommandLine.Sub("add", "Make a credential and print its key and secret, once.", async (result, cancellationToken) =>
            await WithStoreAsync(result, async store =>
            {
                var issued = Take(await store.AddAsync(result.GetRequiredValue(name), result.GetRequiredValue(scopes), result.GetValue(partner), null, null, cancellationToken));
                await output.WriteLineAsync($"id      {issued.Credential.Id}\nkey     {issued.Credential.Key}\nsecret  {issued.Secret}");
            }, cancellationToken));
        add.Arguments.Add(name);
        add.Options.Add(scopes);
        add.Options.Add(partner);

        var list = CommandLine.Sub("list", "List credentials.", async (result, cancellationToken) =>
            await WithStoreAsync(result, async store =>
            {
                foreach (var c in await store.ListAsync(cancellationToken))
                    await output.WriteLineAsync($"{c.Id}  {c.Key}  {c.Name}  [{string.Join(' ', c.Scopes.Order(StringComparer.Ordinal))}]{(c.PartnerId is null ? "" : $"  partner {c.PartnerId}")}{(c.RevokedAt is { } at ? $"  revoked {Timestamps.ToRfc3339(at)}" : "")}");
            }, cancellationToken));

        var id = new Argument<string>("ID") { Description = "The credential's id, as list shows it." };
        var revoke = CommandLine.Sub("revoke", "Revoke a credential for good.", async (result, cancellationToken) =>
            await WithStoreAsync(result, async store =>
                await output.WriteLineAsync($"Revoked {Take(await store.RevokeAsync(result.GetRequiredValue(id), cancellationToken)).Name}."), cancellationToken));
        revoke.Arguments.Add(id);
        return new Command("credentials", "Manage credentials.") { add, list, revoke };
    }

    private static async Task<int> WithStoreAsync(ParseResult result, Func<CredentialStore, Task> act, CancellationToken cancellationToken)
    {
        await using var app = PartnerLrsApp.Build(CommandLine.Configuration(result));
        await app.Services.GetRequiredService<MigrationRunner>().RunAsync(cancellationToken);
        await act(app.Services.GetRequiredService<CredentialStore>());
        return (int)ExitCode.Ok;
    }

    private static T Take<T>(Result<T> result) => result.TryGet(out var value, out var error) ? value : throw new StartupException(ExitCode.InvalidInput, error.Message);
}
