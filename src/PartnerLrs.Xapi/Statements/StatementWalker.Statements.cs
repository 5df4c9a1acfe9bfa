using System.Text;

namespace PartnerLrs.Xapi;

internal ref partial struct StatementWalker
{
    private static ReadOnlySpan<byte> VoidedVerb => "http://adlnet.gov/expapi/verbs/voided"u8;

    /// <summary>Reads the statement that the reader stands on.</summary>
    /// <param name="source">The body as memory, of which the statement keeps a slice.</param>
    /// <param name="statement">The statement, when no rule is broken.</param>
    public bool Statement(ReadOnlyMemory<byte> source, out ParsedStatement? statement)
    {
        statement = null;
        if (!IsObject("a statement object", Rule.Statement))
            return false;
        parts.Clear();
        statementAt = TokenAt;
        uint seen = 0;
        Guid? id = null;
        DateTime? timestamp = null;
        string? statementVersion = null;
        string verb = "";
        var isVoiding = false;
        var actor = default(AgentFacts);
        var theObject = default(ObjectFacts);
        var result = default(ResultFacts);
        var context = default(ContextFacts);
        AgentIdentifier? authority = null;
        var objectAt = 0;
        var cut = new Cut(Consumed);
        while (Member(Shape.Statement, ref seen, out var member))
        {
            cut.Open(memberAt);
            bool valid;
            switch (member)
            {
                case 0:
                    valid = Uuid("a UUID such as 6690e6c9-3ef0-4ed3-8b37-7f3964730bee", Rule.Id, out var givenId);
                    id = givenId;
                    break;
                case 1:
                    valid = Agent(KeyScope.Primary, AgentKinds.Both, Rule.Agent, out actor);
                    break;
                case 2:
                    valid = Verb(out var verbUtf8);
                    if (valid)
                    {
                        verb = Encoding.UTF8.GetString(verbUtf8);
                        isVoiding = verbUtf8.SequenceEqual(VoidedVerb);
                        parts.Add(IndexKeyKind.Verb, verbUtf8);
                    }

                    break;
                case 3:
                    objectAt = TokenAt;
                    valid = Object(isInSubStatement: false, out theObject);
                    break;
                case 4:
                    valid = Result(out result);
                    break;
                case 5:
                    valid = Context(out context);
                    break;
                case 6:
                    valid = Timestamp(out var givenTimestamp);
                    timestamp = givenTimestamp;
                    break;
                case 7:
                    valid = Timestamp(out _);
                    break;
                case 8:
                    valid = Authority(out authority);
                    break;
                case 9:
                    valid = Version(out statementVersion);
                    break;
                default:
                    valid = Attachments(isInSubStatement: false);
                    break;
            }

            if (!valid)
                return false;
            cut.Close(Consumed, replaced: member is 7 or 8, parts.Replaced, statementAt);
        }

        if (Violated)
            return false;
        cut.End(parts.Replaced, statementAt);
        if (!RequireStatement(seen, statementAt) || !AllowContext(in context, theObject.Kind))
            return false;
        if (isVoiding && theObject.Kind != ObjectKind.StatementRef)
            return Fail(objectAt, "expected a StatementRef as the object of a voiding statement, found another objectType", Rule.Voiding);
        if (context.Registration is { } registration)
            AddRegistration(registration);

        statement = new ParsedStatement
        {
            Source = source[statementAt..Consumed],
            Replaced = StatementParts.Copy(parts.Replaced),
            Wrapped = StatementParts.Copy(parts.Wrapped),
            Id = id,
            Timestamp = timestamp,
            Version = statementVersion,
            Actor = actor.Identifier,
            Authority = authority,
            Verb = verb,
            Activity = theObject.Activity,
            Target = theObject.Target,
            IsVoiding = isVoiding,
            Registration = context.Registration,
            Success = result.Success,
            Completion = result.Completion,
            ScoreScaled = result.ScoreScaled,
            Keys = parts.Keys(),
            Attachments = StatementParts.Copy(parts.Attachments),
            Definitions = StatementParts.Copy(parts.Definitions),
        };
        return true;
    }

    private bool RequireStatement(uint seen, long at)
    {
        for (var member = 1; member <= 3; member++)
        {
            if ((seen & (1u << member)) == 0)
                return Fail(at, $"expected the property \"{Shape.Statement[member]}\" in a statement, found none", Rule.Format);
        }

        return true;
    }

    /// <summary><c>revision</c> and <c>platform</c> only make sense of an activity (xAPI 1.0.3 Data 2.4.6).</summary>
    private bool AllowContext(in ContextFacts context, ObjectKind kind)
    {
        if (kind == ObjectKind.Activity || (context.RevisionAt == 0 && context.PlatformAt == 0))
            return true;
        return context.RevisionAt > 0
            ? Fail(context.RevisionAt, "expected no \"revision\" where the object is not an Activity, found one", Rule.Context)
            : Fail(context.PlatformAt, "expected no \"platform\" where the object is not an Activity, found one", Rule.Context);
    }

    private void AddRegistration(Guid registration)
    {
        Span<byte> text = stackalloc byte[36];
        registration.TryFormat(text, out _, "D");
        parts.Add(IndexKeyKind.Registration, text);
    }

    private bool Verb(out ReadOnlySpan<byte> id)
    {
        id = default;
        if (!IsObject("a verb object", Rule.Verb))
            return false;
        var at = TokenAt;
        uint seen = 0;
        while (Member(Shape.Verb, ref seen, out var member))
        {
            if (member == 1)
            {
                if (!LanguageMap(Rule.Verb))
                    return false;
                continue;
            }

            if (!AbsoluteIri("an IRI with a scheme as the verb's id", Rule.Verb))
                return false;
            id = Text();
        }

        return !Violated && Require(Shape.Verb, seen, 1, at);
    }

    private bool Version(out string? statementVersion)
    {
        statementVersion = null;
        if (!IsString("a version", Rule.Version))
            return false;
        statementVersion = TextString();
        // xAPI 1.0.3 Data 2.4.10: accept what starts with 1.0. and reject the rest. 2.0 takes statements of both.
        return (XapiVersions.TryParse(statementVersion, out var stated) && (stated == XapiVersion.V1 || version == XapiVersion.V2))
            || FailHere(version == XapiVersion.V1 ? "a version 1.0.x" : "a version 1.0.x or 2.0.x", Rule.Version);
    }

    private bool Authority(out AgentIdentifier? identifier)
    {
        identifier = null;
        var at = TokenAt;
        if (!Agent(KeyScope.None, AgentKinds.Both, Rule.Authority, out var authority))
            return false;
        if (!authority.IsGroup)
        {
            identifier = authority.Identifier;
            return true;
        }

        // A group speaks for an OAuth consumer together with a user, and for nothing else (xAPI 1.0.3 Data 2.4.9).
        if (authority.Identifier is not null)
            return Fail(at, "expected an Agent or an anonymous Group of two as authority, found an identified Group", Rule.Authority);
        return authority.Members == 2 || Fail(at, $"expected exactly two members in the authority's Group, found {authority.Members}", Rule.Authority);
    }

    /// <summary>
    /// Where the replaced members lie. Each is cut with the comma before it, or with the one after it while no member that stays has come before,
    /// so that what remains is an object again whatever is cut.
    /// </summary>
    private ref struct Cut(int afterBrace)
    {
        private int previousEnd = afterBrace;
        private int pending = -1;
        private int nameAt;
        private bool keptBefore;

        public void Open(int memberAt) => nameAt = memberAt;

        public void Close(int end, bool replaced, List<Range> ranges, int origin)
        {
            if (pending >= 0)
                ranges.Add((pending - origin)..(nameAt - origin));
            pending = -1;
            if (!replaced)
                keptBefore = true;
            else if (keptBefore)
                ranges.Add((previousEnd - origin)..(end - origin));
            else
                pending = nameAt;
            previousEnd = end;
        }

        public readonly void End(List<Range> ranges, int origin)
        {
            if (pending >= 0)
                ranges.Add((pending - origin)..(previousEnd - origin));
        }
    }
}
