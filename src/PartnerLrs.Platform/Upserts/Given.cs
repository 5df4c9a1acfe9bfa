namespace PartnerLrs.Platform.Upserts;

/// <summary>A property that may be absent, which leaves what is there, or null, which clears it.</summary>
/// <param name="Present">Whether the property stands in the document.</param>
/// <param name="Value">Its value.</param>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Given<T>(bool Present, T? Value)
{
    /// <summary>The value that holds afterwards.</summary>
    /// <param name="there">What is there.</param>
    public T? Or(T? there) => Present ? Value : there;
}
