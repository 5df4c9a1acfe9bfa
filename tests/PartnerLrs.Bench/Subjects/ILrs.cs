namespace PartnerLrs.Bench.Subjects;

/// <summary>The LRS that is measured.</summary>
internal interface ILrs : IAsyncDisposable
{
    /// <summary>What results are filed under.</summary>
    string Name { get; }

    /// <summary>Where its xAPI is, ending in a slash.</summary>
    Uri Endpoint { get; }

    /// <summary>Reads and writes statements.</summary>
    Credential Credential { get; }

    /// <summary>The version header that is sent.</summary>
    string Version { get; }

    /// <summary>Its process, when the tool started it.</summary>
    ChildProcess? Process { get; }

    /// <summary>Its database, when the tool made it.</summary>
    IBenchDatabase? Database { get; }
}
