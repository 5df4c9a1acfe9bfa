namespace PartnerLrs.Lrs.Documents;

/// <summary>What a request does with documents.</summary>
internal enum DocumentAction
{
    /// <summary>Stores the content in place of whatever is there.</summary>
    Put,

    /// <summary>Merges the content into what is there, or stores it.</summary>
    Post,

    /// <summary>Deletes one document.</summary>
    Delete,

    /// <summary>Deletes every document of a context, or of a registration in it.</summary>
    DeleteAll,
}
