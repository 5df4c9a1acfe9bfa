namespace PartnerLrs.Xapi;

internal ref partial struct StatementWalker
{
    private const int FirstInteractionMember = 5;
    private const uint ChoicesBit = 1u << 7;
    private const uint ScaleBit = 1u << 8;
    private const uint MatchingBits = (1u << 9) | (1u << 10);
    private const uint StepsBit = 1u << 11;

    private bool Definition()
    {
        if (!IsObject("an activity definition object", Rule.Activity))
            return false;
        Span<int> places = stackalloc int[12];
        var at = TokenAt;
        var lists = uint.MaxValue;
        uint seen = 0;
        while (Member(Shape.Definition, ref seen, out var member))
        {
            places[member] = memberAt;
            var valid = member switch
            {
                0 or 1 => LanguageMap(Rule.Activity),
                2 => AbsoluteIri("an IRI with a scheme as the activity's type", Rule.Activity),
                3 => AbsoluteIri("an IRL with a scheme", Rule.Activity),
                4 => Extensions(Rule.Activity),
                5 => InteractionType(out lists),
                6 => Strings("an array of response patterns"),
                _ => Components(),
            };
            if (!valid)
                return false;
        }

        if (Violated)
            return false;
        var interaction = seen >> FirstInteractionMember << FirstInteractionMember;
        if (interaction == 0)
            return true;
        if (lists == uint.MaxValue)
            return Fail(at, "expected an \"interactionType\" with the interaction's other properties, found none", Rule.Activity);
        // A list of components belongs to certain types of interaction only (xAPI 1.0.3 Data 2.4.4.1, Interaction Components).
        if ((interaction & (ChoicesBit | ScaleBit | MatchingBits | StepsBit) & ~lists) is var extra and not 0)
        {
            var first = System.Numerics.BitOperations.TrailingZeroCount(extra);
            return Fail(places[first], $"expected no \"{Shape.Definition[first]}\" with this interactionType, found one", Rule.Activity);
        }

        return true;
    }

    private bool InteractionType(out uint lists)
    {
        const string Expected = "true-false, choice, fill-in, long-fill-in, matching, performance, sequencing, likert, numeric or other";
        lists = 0;
        if (!IsString(Expected, Rule.Activity))
            return false;
        var type = Text();
        if (type.SequenceEqual("choice"u8) || type.SequenceEqual("sequencing"u8))
            lists = ChoicesBit;
        else if (type.SequenceEqual("likert"u8))
            lists = ScaleBit;
        else if (type.SequenceEqual("matching"u8))
            lists = MatchingBits;
        else if (type.SequenceEqual("performance"u8))
            lists = StepsBit;
        else if (!type.SequenceEqual("true-false"u8) && !type.SequenceEqual("fill-in"u8) && !type.SequenceEqual("long-fill-in"u8) && !type.SequenceEqual("numeric"u8) && !type.SequenceEqual("other"u8))
            return FailHere(Expected, Rule.Activity);
        return true;
    }

    private bool Strings(string expected)
    {
        if (!IsArray(expected, Rule.Activity))
            return false;
        while (Element())
        {
            if (!IsString("a response pattern", Rule.Activity))
                return false;
        }

        return true;
    }

    private bool Components()
    {
        if (!IsArray("an array of interaction components", Rule.Activity))
            return false;
        var ids = default(NameSet);
        while (Element())
        {
            if (!IsObject("an interaction component", Rule.Activity))
                return false;
            var at = TokenAt;
            uint seen = 0;
            while (Member(Shape.Component, ref seen, out var member))
            {
                if (member == 1)
                {
                    if (!LanguageMap(Rule.Activity))
                        return false;
                    continue;
                }

                if (!IsString("the component's id", Rule.Activity))
                    return false;
                if (!ids.Add(body, Text(), TokenAt + 1, reader.ValueIsEscaped))
                    return FailHere("each component's id once in its list", Rule.Activity);
            }

            if (Violated || !Require(Shape.Component, seen, 1, at))
                return false;
        }

        return true;
    }
}
