namespace PartnerLrs.Kernel;

/// <summary>
/// The one source of new ids. They are UUID version 7 (RFC 9562): unique, and ordered by creation time, so that
/// index pages fill from one end.
/// </summary>
/// <param name="clock">The clock whose time leads each id.</param>
public sealed class IdFactory(TimeProvider clock)
{
    /// <summary>A new UUIDv7.</summary>
#pragma warning disable RS0030 // this is the one place
    public Guid NewGuid() => Guid.CreateVersion7(clock.GetUtcNow());
#pragma warning restore RS0030

    /// <summary>A new UUIDv7 in its canonical lower-case text form, as module tables and the API carry ids.</summary>
    public string NewId() => NewGuid().ToString("D");
}
