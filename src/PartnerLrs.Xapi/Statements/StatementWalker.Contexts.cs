using System.Text.Json;

namespace PartnerLrs.Xapi;

internal ref partial struct StatementWalker
{
    private bool Context(out ContextFacts facts)
    {
        facts = default;
        if (!IsObject("a context object", Rule.Context))
            return false;
        Guid? registration = null;
        var revisionAt = 0;
        var platformAt = 0;
        uint seen = 0;
        while (Member(Shape.Context, ref seen, out var member))
        {
            bool valid;
            switch (member)
            {
                case 0:
                    valid = Uuid("a registration UUID", Rule.Context, out var given);
                    registration = given;
                    break;
                case 1:
                    valid = Agent(KeyScope.Related, AgentKinds.Both, Rule.Context, out _);
                    break;
                case 2:
                    valid = Agent(KeyScope.Related, AgentKinds.GroupOnly, Rule.Context, out _);
                    break;
                case 3:
                    valid = ContextActivities();
                    break;
                case 4:
                    revisionAt = memberAt;
                    valid = IsString("a revision", Rule.Context);
                    break;
                case 5:
                    platformAt = memberAt;
                    valid = IsString("a platform", Rule.Context);
                    break;
                case 6:
                    valid = (reader.TokenType == JsonTokenType.String && LanguageTag.IsValid(Text())) || FailHere("an RFC 5646 language tag such as en-US", Rule.Context);
                    break;
                case 7:
                    valid = StatementRef();
                    break;
                case 8:
                    valid = Extensions(Rule.Context);
                    break;
                default:
                    valid = version == XapiVersion.V1
                        ? Fail(memberAt, $"expected no \"{Shape.Context[member]}\", which came with xAPI 2.0, found one", Rule.Context)
                        : ContextParties(member == 9);
                    break;
            }

            if (!valid)
                return false;
        }

        facts = new ContextFacts(registration, revisionAt, platformAt);
        return !Violated;
    }

    private bool ContextActivities()
    {
        if (!IsObject("an object of parent, grouping, category and other", Rule.ContextActivities))
            return false;
        uint seen = 0;
        while (Member(Shape.ContextActivities, ref seen, out _))
        {
            // A single Activity is allowed for the sake of 0.95 (xAPI 1.0.3 Data 2.4.6.2).
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                var at = TokenAt;
                if (!Activity())
                    return false;
                parts.Wrapped.Add((at - statementAt)..(Consumed - statementAt));
                continue;
            }

            while (Element())
            {
                if (!Activity())
                    return false;
            }
        }

        return !Violated;
    }

    /// <summary>contextAgents or contextGroups (xAPI 2.0 4.2.2.5).</summary>
    private bool ContextParties(bool areAgents)
    {
        var shape = areAgents ? Shape.ContextAgent : Shape.ContextGroup;
        if (!IsArray(areAgents ? "an array of contextAgent objects" : "an array of contextGroup objects", Rule.Context))
            return false;
        while (Element())
        {
            if (!IsObject(shape.Noun, Rule.Context))
                return false;
            var at = TokenAt;
            uint seen = 0;
            while (Member(shape, ref seen, out var member))
            {
                var valid = member switch
                {
                    0 => areAgents ? Constant("contextAgent"u8, "\"contextAgent\"", Rule.Context) : Constant("contextGroup"u8, "\"contextGroup\"", Rule.Context),
                    1 => Agent(KeyScope.Related, areAgents ? AgentKinds.AgentOnly : AgentKinds.GroupOnly, Rule.Context, out _),
                    _ => RelevantTypes(),
                };
                if (!valid)
                    return false;
            }

            if (Violated || !Require(shape, seen, 2, at))
                return false;
        }

        return true;
    }

    private bool RelevantTypes()
    {
        if (!IsArray("an array of IRIs", Rule.Context))
            return false;
        var at = TokenAt;
        var count = 0;
        for (; Element(); count++)
        {
            if (!AbsoluteIri("an IRI with a scheme", Rule.Context))
                return false;
        }

        return count > 0 || Fail(at, "expected at least one relevant type, found an empty array", Rule.Context);
    }
}
