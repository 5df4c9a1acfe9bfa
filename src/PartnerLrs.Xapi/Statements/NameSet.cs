using System.Runtime.CompilerServices;
using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>
/// The names met so far in an object that may have any names. A handful are compared in place; more go into a set whose string hash
/// is keyed per process once names collide, so that a crafted object costs time in proportion to its size and no more.
/// </summary>
internal struct NameSet
{
    private Few few;
    private int count;
    private HashSet<string>? many;

    /// <summary>Adds a name.</summary>
    /// <param name="text">The whole text in which the earlier names stand.</param>
    /// <param name="name">The name, unescaped.</param>
    /// <param name="start">Where the name stands in the text.</param>
    /// <param name="escaped">Whether it is written with escapes there.</param>
    /// <returns>False when the name was there already.</returns>
    public bool Add(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, int start, bool escaped)
    {
        if (many is null)
        {
            for (var index = 0; index < count; index++)
            {
                if (text.Slice(few[index].Start, few[index].Length).SequenceEqual(name))
                    return false;
            }

            if (count < Few.Capacity && !escaped)
            {
                few[count++] = (start, name.Length);
                return true;
            }

            many = new HashSet<string>(StringComparer.Ordinal);
            for (var index = 0; index < count; index++)
                many.Add(Encoding.UTF8.GetString(text.Slice(few[index].Start, few[index].Length)));
        }

        return many.Add(Encoding.UTF8.GetString(name));
    }

    [InlineArray(Capacity)]
    private struct Few
    {
        public const int Capacity = 8;
        private (int Start, int Length) first;
    }
}
