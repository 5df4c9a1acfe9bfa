namespace PartnerLrs.Xapi;

internal ref partial struct StatementWalker
{
    private bool Result(out ResultFacts facts)
    {
        facts = default;
        if (!IsObject("a result object", Rule.Result))
            return false;
        bool? success = null;
        bool? completion = null;
        double? scaled = null;
        uint seen = 0;
        while (Member(Shape.Result, ref seen, out var member))
        {
            bool valid;
            switch (member)
            {
                case 0:
                    valid = Score(out scaled);
                    break;
                case 1:
                    valid = Boolean(Rule.Result, out var given);
                    success = given;
                    break;
                case 2:
                    valid = Boolean(Rule.Result, out given);
                    completion = given;
                    break;
                case 3:
                    valid = IsString("a response text", Rule.Result);
                    break;
                case 4:
                    valid = Duration();
                    break;
                default:
                    valid = Extensions(Rule.Result);
                    break;
            }

            if (!valid)
                return false;
        }

        facts = new ResultFacts(success, completion, scaled);
        return !Violated;
    }

    private bool Duration()
    {
        const string Expected = "an ISO 8601 duration such as PT1H30M or P4W";
        return IsString(Expected, Rule.Durations) && (IsoDuration.IsValid(Text()) || FailHere(Expected, Rule.Durations));
    }

    private bool Score(out double? scaled)
    {
        scaled = null;
        if (!IsObject("a score object", Rule.Score))
            return false;
        double? raw = null;
        double? min = null;
        double? max = null;
        var at = TokenAt;
        var rawAt = 0;
        uint seen = 0;
        while (Member(Shape.Score, ref seen, out var member))
        {
            if (!Number("a number that fits IEEE 754 double precision", Rule.Score, out var value))
                return false;
            switch (member)
            {
                case 0:
                    scaled = value;
                    if (value is < -1 or > 1)
                        return FailHere("a number from -1 to 1", Rule.Score);
                    break;
                case 1:
                    (raw, rawAt) = (value, TokenAt);
                    break;
                case 2:
                    min = value;
                    break;
                default:
                    max = value;
                    break;
            }
        }

        if (Violated)
            return false;
        if (min >= max)
            return Fail(at, $"expected \"min\" to be less than \"max\", found {min} and {max}", Rule.Score);
        return (!(raw < min) && !(raw > max)) || Fail(rawAt, $"expected \"raw\" between \"min\" and \"max\", found {raw}", Rule.Score);
    }
}
