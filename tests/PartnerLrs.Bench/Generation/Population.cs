using System.Globalization;
using System.Text;

namespace PartnerLrs.Bench.Generation;

/// <summary>
/// The people, activities and verbs of generated statements, written as JSON once: 5,000 people, every other one known by mailbox or by account,
/// and 250 courses of 12 activities. Statements are put together from these parts, so that making them costs little beside sending them.
/// </summary>
internal sealed class Population
{
    public const int People = 5_000;
    public const int Courses = 250;
    public const int ItemsPerCourse = 12;
    public const int Tracks = 20;
    public const int Results = 64;

    /// <summary>So many scored results are below the passing score, and as many after them are not.</summary>
    public const int Failing = 30;

    private const string Site = "https://lms.example";
    private static readonly string[] First = ["Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam", "Mei", "Nadia", "Oskar", "Priya"];
    private static readonly string[] Last = ["Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quispe", "Rossi", "Schmidt", "Tanaka", "Ueda", "Varga", "Weber", "Yilmaz", "Zhang", "Andersen", "Byrne"];

    /// <summary>The verbs' names; a session's script names them by place.</summary>
    private static readonly string[] VerbNames = ["initialized", "experienced", "progressed", "answered", "interacted", "passed", "failed", "completed", "terminated"];

    public Population()
    {
        Actors = Make(People, p => $$$"""{"objectType":"Agent","name":"{{{First[p % 16]}}} {{{Last[p / 16 % 16]}}}",{{{Identifier(p)}}}}""");
        Verbs = Make(VerbNames.Length, v => $$$"""{"id":"{{{VerbIri(v)}}}","display":{"en-US":"{{{VerbNames[v]}}}"}}""");
        Activities = Make(Courses * ItemsPerCourse, a => Activity(a / ItemsPerCourse, a % ItemsPerCourse));
        Contexts = Make(Courses, Context);
        ScoredResults = Make(Results, Scored);
        AnsweredResults = Make(Results, Answered);
        PlainResults = Make(Results, r => $$$"""{"duration":"PT{{{3 + (r % 40)}}}M{{{r % 60}}}.{{{r % 10}}}S","extensions":{"{{{Site}}}/extensions/progress":{{{r * 100 / Results}}},"{{{Site}}}/extensions/attempt":{{{1 + (r % 3)}}}}}""");
    }

    public byte[][] Actors { get; }

    public byte[][] Verbs { get; }

    /// <summary>With definitions; a course's twelve lie together.</summary>
    public byte[][] Activities { get; }

    /// <summary>What follows the registration in a course's context.</summary>
    public byte[][] Contexts { get; }

    public byte[][] ScoredResults { get; }

    public byte[][] AnsweredResults { get; }

    public byte[][] PlainResults { get; }

    public static string VerbIri(int verb) => (verb is 2 or 8 ? "https://w3id.org/xapi/adl/verbs/" : "http://adlnet.gov/expapi/verbs/") + VerbNames[verb];

    public static string CourseIri(int course) => string.Create(CultureInfo.InvariantCulture, $"{Site}/courses/c{course:000}");

    public static string ActivityIri(int course, int item) => item == 0 ? CourseIri(course) : string.Create(CultureInfo.InvariantCulture, $"{CourseIri(course)}/items/{item:00}");

    public static string TrackIri(int track) => string.Create(CultureInfo.InvariantCulture, $"{Site}/tracks/t{track:00}");

    /// <summary>The person as the <c>agent</c> parameter takes it.</summary>
    public static string Agent(int person) => $"{{{Identifier(person)}}}";

    private static string Identifier(int p) => p % 2 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"\"mbox\":\"mailto:{First[p % 16].ToLowerInvariant()}.{Last[p / 16 % 16].ToLowerInvariant()}.{p}@partner{p % 97:00}.example\"")
        : string.Create(CultureInfo.InvariantCulture, $"\"account\":{{\"homePage\":\"{Site}/accounts\",\"name\":\"user-{p:00000}\"}}");

    private static string Activity(int course, int item)
    {
        var type = item switch { 0 => "course", < 7 => "lesson", _ => "cmi.interaction" };
        var interaction = item < 7
            ? ""
            : ""","interactionType":"choice","correctResponsesPattern":["b"],"choices":[{"id":"a","description":{"en-US":"Quote the list price"}},{"id":"b","description":{"en-US":"Register the deal first"}}]""";
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"objectType":"Activity","id":"{{{ActivityIri(course, item)}}}","definition":{"name":{"en-US":"Course {{{course:000}}}, part {{{item:00}}}"},"description":{"en-US":"Part {{{item}}} on product line {{{course % 17}}}"},"type":"http://adlnet.gov/expapi/activities/{{{type}}}"{{{interaction}}}}}
            """).Trim();
    }

    private static string Context(int course) => string.Create(CultureInfo.InvariantCulture, $$$"""
        "contextActivities":{"parent":[{"id":"{{{CourseIri(course)}}}","objectType":"Activity"}],"grouping":[{"id":"{{{TrackIri(course % Tracks)}}}","objectType":"Activity"}],"category":[{"id":"https://w3id.org/xapi/cmi5/context/categories/cmi5","objectType":"Activity"}]},"platform":"Example Learning 14.2","extensions":{"{{{Site}}}/extensions/session":{"device":"desktop","bookmark":"s{{{course % 30}}}"},"{{{Site}}}/extensions/tenant":"emea-{{{course % 5}}}"}}
        """).Trim();

    private static string Scored(int r)
    {
        var raw = 40 + (r % 60);
        return string.Create(CultureInfo.InvariantCulture, $$$"""{"score":{"scaled":{{{raw / 100.0}}},"raw":{{{raw}}},"min":0,"max":100},"success":{{{(raw >= 70 ? "true" : "false")}}},"completion":true,"duration":"PT{{{1 + (r % 3)}}}H{{{r % 60}}}M{{{r * 7 % 60}}}S"}""");
    }

    private static string Answered(int r) =>
        $$$"""{"response":"{{{(r % 4 == 0 ? 'a' : 'b')}}}","success":{{{(r % 4 == 0 ? "false" : "true")}}},"score":{"scaled":{{{(r % 4 == 0 ? 0 : 1)}}}},"duration":"PT{{{5 + (r % 55)}}}.{{{r % 10}}}S","extensions":{"{{{Site}}}/extensions/attempt":{{{1 + (r % 3)}}}}}""";

    private static byte[][] Make(int count, Func<int, string> make) => [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes(make(i)))];
}
