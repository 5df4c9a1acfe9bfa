using System.Buffers.Text;

namespace PartnerLrs.Bench.Generation;

/// <summary>
/// Writes statement n, about 1.2 kB of UTF-8 that follows from the seed and n alone. Learners go through courses in sessions of twelve
/// statements; 64 sessions run side by side, so that neighbours in a batch are about different people, as they are in what an LMS forwards.
/// Every tenth session is a drill: one of eight people answers the same question again and again, so that every filter has a full page
/// of a hundred from the first ten thousand statements on, and pages of all volumes can be compared.
/// </summary>
internal sealed class StatementComposer
{
    /// <summary>More than the longest statement.</summary>
    public const int MaximumLength = 2_048;

    /// <summary>How many people drill.</summary>
    public const int Drillers = 8;

    /// <summary>The verb and the item of a drill, and its course.</summary>
    public const int DrillVerb = 3;

    /// <summary>The question that is drilled, an item of <see cref="DrillCourse"/>.</summary>
    public const int DrillItem = 7;

    /// <summary>The course whose question is drilled.</summary>
    public const int DrillCourse = 0;

    private const int SideBySide = 64;
    private const int Steps = 12;
    private const int SecondsBetween = 2;
    private static readonly int[] ScriptVerb = [0, 1, 2, 1, 3, 3, 1, 4, 3, 5, 7, 8];
    private static readonly int[] ScriptItem = [0, 1, 0, 2, 7, 8, 3, 4, 9, 0, 0, 0];
    private static readonly DateTime Epoch = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Population Population = new();

    private readonly Draw content;
    private readonly Draw ids;
    private readonly bool isHot;

    /// <param name="seed">What the content follows from.</param>
    /// <param name="salt">What ids and registrations follow from besides; 0 for stored volumes, another one for each measurement, so that nothing is sent twice.</param>
    /// <param name="isHot">Every statement in one course.</param>
    public StatementComposer(ulong seed, ulong salt, bool isHot)
    {
        content = new Draw(seed);
        // Mixed, because seeds that lie close together draw the same numbers a few places apart.
        ids = new Draw(content.Bits(salt, 0));
        this.isHot = isHot;
    }

    /// <summary>What statement n is about.</summary>
    public Place At(long n)
    {
        var session = (n / (SideBySide * Steps) * SideBySide) + (n % SideBySide);
        var step = (int)(n / SideBySide % Steps);
        if (session % 10 == 0 && !isHot)
            return new Place(session, step, (int)(session / 10 % Drillers), DrillCourse, DrillItem, DrillVerb);
        var person = Drillers + content.Below(1, session, Population.People - Drillers);
        var course = isHot ? 0 : content.Below(2, session, Population.Courses);
        return new Place(session, step, person, course, ScriptItem[step], step == 9 && content.Below(3, session, 4) == 0 ? 6 : ScriptVerb[step]);
    }

    /// <summary>The id of statement n.</summary>
    public Guid Id(long n) => ids.Uuid(10, n);

    /// <summary>The registration of a session.</summary>
    public Guid Registration(long session) => ids.Uuid(20, session);

    /// <summary>Writes statement n.</summary>
    /// <returns>How many bytes it has.</returns>
    public int Write(long n, Span<byte> target)
    {
        var place = At(n);
        var variant = content.Below(4, n, Population.Results);
        var at = 0;
        Put(target, ref at, "{\"id\":\""u8);
        Put(target, ref at, Id(n));
        Put(target, ref at, "\",\"actor\":"u8);
        Put(target, ref at, Population.Actors[place.Person]);
        Put(target, ref at, ",\"verb\":"u8);
        Put(target, ref at, Population.Verbs[place.Verb]);
        Put(target, ref at, ",\"object\":"u8);
        Put(target, ref at, Population.Activities[(place.Course * Population.ItemsPerCourse) + place.Item]);
        Put(target, ref at, ",\"result\":"u8);
        Put(target, ref at, place.Verb switch { 3 => Population.AnsweredResults[variant], 6 => Population.ScoredResults[variant % Population.Failing], 5 or 7 => Population.ScoredResults[Population.Failing + (variant % Population.Failing)], _ => Population.PlainResults[variant] });
        Put(target, ref at, ",\"context\":{\"registration\":\""u8);
        Put(target, ref at, Registration(place.Session));
        Put(target, ref at, "\","u8);
        Put(target, ref at, Population.Contexts[place.Course]);
        Put(target, ref at, ",\"timestamp\":\""u8);
        Utf8Formatter.TryFormat(Epoch.AddSeconds(n * SecondsBetween), target[at..], out var written, new System.Buffers.StandardFormat('O'));
        at += written;
        Put(target, ref at, "\"}"u8);
        return at;
    }

    /// <summary>Writes a batch from statement n on; a batch of one is a single statement.</summary>
    /// <returns>How many bytes it has.</returns>
    public int WriteBatch(long n, int count, Span<byte> target)
    {
        if (count == 1)
            return Write(n, target);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            target[at++] = (byte)(i == 0 ? '[' : ',');
            at += Write(n + i, target[at..]);
        }

        target[at++] = (byte)']';
        return at;
    }

    private static void Put(Span<byte> target, ref int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(target[at..]);
        at += part.Length;
    }

    private static void Put(Span<byte> target, ref int at, Guid id)
    {
        id.TryFormat(target[at..], out var written, "D");
        at += written;
    }
}
