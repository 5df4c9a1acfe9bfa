using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace PartnerLrs.Standing.Receipts;

/// <summary>
/// Seals signing keys for the database and opens them: AES-256-GCM under a key that HKDF-SHA-256 derives from the secret file and a salt of its own.
/// A copy of the database alone is of no use to a forger.
/// </summary>
internal sealed class ReceiptSecret(IOptions<ReceiptOptions> options)
{
    private const byte Version = 1;
    private const int SaltBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SecretBytes = 32;
    private const int ShortestSecret = 32;
    private static readonly byte[] Purpose = "partnerlrs receipt key"u8.ToArray();

    /// <summary>Seals a private key.</summary>
    /// <param name="keyId">The key's id, to which the sealed bytes are bound.</param>
    /// <param name="key">The key.</param>
    public byte[] Seal(string keyId, ReadOnlySpan<byte> key)
    {
        var sealedKey = new byte[1 + SaltBytes + NonceBytes + TagBytes + key.Length];
        sealedKey[0] = Version;
        RandomNumberGenerator.Fill(sealedKey.AsSpan(1, SaltBytes + NonceBytes));
        var (salt, nonce, tag, text) = Parts(sealedKey);
        using var cipher = new AesGcm(Derive(salt), TagBytes);
        cipher.Encrypt(nonce.Span, key, text.Span, tag.Span, Encoding.UTF8.GetBytes(keyId));
        return sealedKey;
    }

    /// <summary>Opens a sealed key.</summary>
    /// <exception cref="CryptographicException">It was sealed under another secret, for another key, or changed.</exception>
    public byte[] Open(string keyId, byte[] sealedKey)
    {
        if (sealedKey.Length <= 1 + SaltBytes + NonceBytes + TagBytes || sealedKey[0] != Version)
            throw new CryptographicException("The sealed key has an unknown form.");
        var (salt, nonce, tag, text) = Parts(sealedKey);
        var key = new byte[text.Length];
        using var cipher = new AesGcm(Derive(salt), TagBytes);
        cipher.Decrypt(nonce.Span, text.Span, tag.Span, key, Encoding.UTF8.GetBytes(keyId));
        return key;
    }

    private static (Memory<byte> Salt, Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Text) Parts(byte[] bytes) => (
        bytes.AsMemory(1, SaltBytes),
        bytes.AsMemory(1 + SaltBytes, NonceBytes),
        bytes.AsMemory(1 + SaltBytes + NonceBytes, TagBytes),
        bytes.AsMemory(1 + SaltBytes + NonceBytes + TagBytes));

    private byte[] Derive(ReadOnlyMemory<byte> salt) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Secret(), SecretBytes, salt.ToArray(), Purpose);

    private byte[] Secret()
    {
        var path = Path.GetFullPath(options.Value.KeyFile);
        if (!File.Exists(path))
            Make(path);
        var secret = File.ReadAllText(path).Trim();
        if (secret.Length < ShortestSecret)
            throw new IOException($"The secret in {path} (Receipts:KeyFile) has {secret.Length} characters; expected at least {ShortestSecret}.");
        return Encoding.UTF8.GetBytes(secret);
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written in full under another name, so that two processes that start at once agree on one.
        var draft = $"{path}.{Environment.ProcessId}.{Path.GetRandomFileName()}";
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(draft, how))
            file.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
