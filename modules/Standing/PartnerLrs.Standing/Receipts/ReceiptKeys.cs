using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Receipts;

/// <summary>The signing keys, in <c>standing_receipt_keys</c>. The newest signs; all stay published, so old receipts can be verified.</summary>
internal sealed partial class ReceiptKeys(Database database, ReceiptSecret secret, TimeProvider clock, ILogger<ReceiptKeys> log)
{
    /// <summary>Every key, the newest first.</summary>
    public async Task<IReadOnlyList<ReceiptKey>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT id, created_at, x, y, sealed FROM standing_receipt_keys ORDER BY created_at DESC, id DESC");
        var found = new List<ReceiptKey>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(new ReceiptKey(rows.GetString(0), rows.Instant(1), rows.GetString(2), rows.GetString(3), rows.GetFieldValue<byte[]>(4)));
        return found;
    }

    /// <summary>Makes a new key, which signs from now on.</summary>
    public async Task<ReceiptKey> AddAsync(CancellationToken cancellationToken)
    {
        var key = ReceiptKey.Make(clock.UtcNow(), secret);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var insert = connection.Command(
            "INSERT INTO standing_receipt_keys (id, created_at, x, y, sealed) VALUES (@id, @at, @x, @y, @sealed)", null, ("id", key.Id), ("at", key.CreatedAt), ("x", key.X), ("y", key.Y), ("sealed", key.Sealed));
        await insert.ExecuteWriteAsync(cancellationToken);
        return key;
    }

    /// <summary>Signs with the newest key; makes one where there is none, or none that the secret opens.</summary>
    /// <param name="content">What is signed, given the id of the key.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was signed, and the signature (ES256: r and s, RFC 7518 section 3.4).</returns>
    public async Task<(byte[] Signed, byte[] Signature)> SignAsync(Func<string, byte[]> content, CancellationToken cancellationToken)
    {
        var newest = await AllAsync(cancellationToken) is [var first, ..] ? first : await AddAsync(cancellationToken);
        byte[] pkcs8;
        try
        {
            pkcs8 = secret.Open(newest.Id, newest.Sealed);
        }
        catch (CryptographicException e)
        {
            LogLost(e, newest.Id);
            newest = await AddAsync(cancellationToken);
            pkcs8 = secret.Open(newest.Id, newest.Sealed);
        }

        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        CryptographicOperations.ZeroMemory(pkcs8);
        var signed = content(newest.Id);
        return (signed, key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The receipt key {Key} cannot be opened with the secret that is there (Receipts:KeyFile); a new key signs from now on")]
    private partial void LogLost(Exception e, string key);
}
