namespace PartnerLrs.Standing.Receipts;

/// <summary>How receipts are signed; section <c>Receipts</c> of the configuration.</summary>
public sealed class ReceiptOptions
{
    /// <summary>
    /// The file with the secret that seals the signing keys in the database: at least 32 characters, readable by this process only. It is made when it is
    /// not there. Keep it apart from the database's backups: neither alone signs anything.
    /// </summary>
    public string KeyFile { get; set; } = "data/receipts.key";
}
