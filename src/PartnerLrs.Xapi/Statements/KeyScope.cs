namespace PartnerLrs.Xapi;

/// <summary>Which index keys an agent that is met leaves behind.</summary>
internal enum KeyScope
{
    /// <summary>None: the authority as received is replaced, and the LRS indexes the one it assigns.</summary>
    None,

    /// <summary><see cref="IndexKeyKind.RelatedAgent"/>.</summary>
    Related,

    /// <summary><see cref="IndexKeyKind.Agent"/>: the actor and the object.</summary>
    Primary,
}
