namespace PartnerLrs.Xapi;

/// <summary>Where both versions of the standard state one requirement.</summary>
internal sealed record Rule(string V1, string V2)
{
    public static readonly Rule Format = new("Data 2.2", "4.2.1");
    public static readonly Rule Voiding = new("Data 2.3.2", "4.2.5");
    public static readonly Rule Statement = new("Data 2.4", "4.2.2");
    public static readonly Rule Id = new("Data 2.4.1", "4.2.4.2");
    public static readonly Rule Agent = new("Data 2.4.2.1", "4.2.2.1");
    public static readonly Rule Group = new("Data 2.4.2.2", "4.2.2.1");
    public static readonly Rule Identifier = new("Data 2.4.2.3", "4.2.2.1");
    public static readonly Rule Account = new("Data 2.4.2.4", "4.2.2.1");
    public static readonly Rule Verb = new("Data 2.4.3", "4.2.2.2");
    public static readonly Rule Object = new("Data 2.4.4", "4.2.2.3");
    public static readonly Rule Activity = new("Data 2.4.4.1", "4.2.2.3");
    public static readonly Rule StatementObject = new("Data 2.4.4.3", "4.2.2.3");
    public static readonly Rule Result = new("Data 2.4.5", "4.2.2.4");
    public static readonly Rule Score = new("Data 2.4.5.1", "4.2.2.4");
    public static readonly Rule Context = new("Data 2.4.6", "4.2.2.5");
    public static readonly Rule ContextActivities = new("Data 2.4.6.2", "4.2.2.5");
    public static readonly Rule Timestamp = new("Data 4.5", "4.2.7");
    public static readonly Rule Authority = new("Data 2.4.9", "4.2.4.2");
    public static readonly Rule Version = new("Data 2.4.10", "4.2.4.3");
    public static readonly Rule Attachments = new("Data 2.4.11", "4.2.2.6");
    public static readonly Rule Extensions = new("Data 4.1", "4.2.7");
    public static readonly Rule LanguageMaps = new("Data 4.2", "4.2.7");
    public static readonly Rule Durations = new("Data 4.6", "4.2.7");
    public static readonly Rule Batch = new("Communication 2.1.2", "4.1.6.1");

    public string In(XapiVersion version) => version == XapiVersion.V1 ? "xAPI 1.0.3 " + V1 : "xAPI 2.0 " + V2;
}
