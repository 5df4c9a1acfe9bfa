namespace PartnerLrs.Xapi;

/// <summary>What a statement's object is. An Activity when it does not say (xAPI 1.0.3 Data 2.4.4).</summary>
internal enum ObjectKind
{
    Activity,
    Agent,
    Group,
    StatementRef,
    SubStatement,
}
