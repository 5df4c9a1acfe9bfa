using System.Globalization;
using System.Text;

namespace PartnerLrs.Xapi.Tests.Values;

public sealed class ValueTests
{
    [Theory]
    [InlineData("http://example.com", true)]
    [InlineData("HTTPS://example.com/a?b=c#d", true)]
    [InlineData("urn:uuid:6690e6c9-3ef0-4ed3-8b37-7f3964730bee", true)]
    [InlineData("tag:example.com,2020:x", true)]
    [InlineData("mailto:a@example.com", true)]
    [InlineData("x-a.b+c:d", true)]
    [InlineData("http://example.com/日本語/%20", true)]
    [InlineData("http://[::1]:8080/", true)]
    [InlineData("", false)]
    [InlineData(":", false)]
    [InlineData("a:", false)]
    [InlineData("example.com/path", false)]
    [InlineData("/a:b", false)]
    [InlineData("1a:b", false)]
    [InlineData("a_b:c", false)]
    [InlineData("ä:c", false)]
    [InlineData("http://a b", false)]
    [InlineData(" http://a", false)]
    [InlineData("http://a\n", false)]
    [InlineData("http://a/<b>", false)]
    [InlineData("http://a/{b}", false)]
    [InlineData("http://a/b|c", false)]
    [InlineData("http://a/\\b", false)]
    [InlineData("http://a/%2", false)]
    [InlineData("http://a/%g0", false)]
    [InlineData("http://a/#b#c", false)]
    public void Iris_have_a_scheme_and_no_forbidden_character(string text, bool valid)
    {
        Assert.Equal(valid, Iri.IsAbsolute(text));
        Assert.Equal(valid, Iri.IsAbsolute(Encoding.UTF8.GetBytes(text)));
        Assert.False(Iri.IsAbsolute((string?)null));
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("en-US", true)]
    [InlineData("EN-us", true)]
    [InlineData("tlh", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("zh-cmn-Hans-CN", true)]
    [InlineData("sl-rozaj-biske-1994", true)]
    [InlineData("es-419", true)]
    [InlineData("de-CH-1901", true)]
    [InlineData("en-a-myext-b-another", true)]
    [InlineData("de-x-private", true)]
    [InlineData("x-whatever", true)]
    [InlineData("i-klingon", true)]
    [InlineData("sgn-BE-FR", true)]
    [InlineData("en-GB-oed", true)]
    [InlineData("zh-min-nan", true)]
    [InlineData("abcd", true)]
    [InlineData("abcdefgh", true)]
    [InlineData("", false)]
    [InlineData("e", false)]
    [InlineData("i-unknown", false)]
    [InlineData("abcdefghi", false)]
    [InlineData("a12345", false)]
    [InlineData("12", false)]
    [InlineData("en_US", false)]
    [InlineData("en-", false)]
    [InlineData("-en", false)]
    [InlineData("en--US", false)]
    [InlineData("en-US-", false)]
    [InlineData("en-a", false)]
    [InlineData("en-x", false)]
    [InlineData("x", false)]
    [InlineData("x-", false)]
    [InlineData("x-123456789", false)]
    [InlineData("en-US-GB", false)]
    [InlineData("en-abcdefghi", false)]
    [InlineData("en-a-b", false)]
    [InlineData("abcd-abc", false)]
    [InlineData("en ", false)]
    [InlineData("än", false)]
    public void Language_tags_are_well_formed(string text, bool valid)
    {
        Assert.Equal(valid, LanguageTag.IsValid(text));
        Assert.Equal(valid, LanguageTag.IsValid(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("PT4H35M59.14S", true)]
    [InlineData("PT16559.14S", true)]
    [InlineData("P3Y1M29DT4H35M59.14S", true)]
    [InlineData("P3Y", true)]
    [InlineData("P4W", true)]
    [InlineData("P0.5Y", true)]
    [InlineData("PT1,5M", true)]
    [InlineData("PT0S", true)]
    [InlineData("P1.5W", true)]
    [InlineData("P", false)]
    [InlineData("PT", false)]
    [InlineData("P1", false)]
    [InlineData("1D", false)]
    [InlineData("p1d", false)]
    [InlineData("P1DT", false)]
    [InlineData("P4W1D", false)]
    [InlineData("P1Y4W", false)]
    [InlineData("PT4W", false)]
    [InlineData("P1D1Y", false)]
    [InlineData("P1Y1Y", false)]
    [InlineData("P1.5Y1M", false)]
    [InlineData("PT1.S", false)]
    [InlineData("PT.5S", false)]
    [InlineData("-P1D", false)]
    [InlineData("P-1D", false)]
    [InlineData("PT1H1T1M", false)]
    [InlineData("P1H", false)]
    [InlineData("P1S", false)]
    [InlineData("PT1D", false)]
    [InlineData("P0001-00-00T00:00:00", false)]
    [InlineData("PT1H ", false)]
    [InlineData("P4WT", false)]
    public void Durations_have_designators_in_order(string text, bool valid) => Assert.Equal(valid, IsoDuration.IsValid(text));

    [Theory]
    [InlineData("PT0.1237S", "PT0.12S")]
    [InlineData("PT0.12S", "PT0.12S")]
    [InlineData("PT0.10S", "PT0.1S")]
    [InlineData("PT1.001S", "PT1S")]
    [InlineData("PT1,25S", "PT1.25S")]
    [InlineData("PT1.234M", "PT1.234M")]
    [InlineData("P1DT2H", "P1DT2H")]
    public void Durations_compare_to_a_hundredth_of_a_second(string text, string comparable) => Assert.Equal(comparable, IsoDuration.Comparable(text));

    [Theory]
    [InlineData("2008-09-15T15:53:00Z", "2008-09-15T15:53:00.000000", true, true)]
    [InlineData("2008-09-15t15:53:00z", "2008-09-15T15:53:00.000000", true, true)]
    [InlineData("2008-09-15T15:53:00.6+00:00", "2008-09-15T15:53:00.600000", true, true)]
    [InlineData("2008-09-15T15:53:00.123456789Z", "2008-09-15T15:53:00.123456", true, true)]
    [InlineData("2008-09-15T15:53:00+05:30", "2008-09-15T10:23:00.000000", true, true)]
    [InlineData("2008-09-15T15:53:00-05:00", "2008-09-15T20:53:00.000000", true, true)]
    [InlineData("2008-09-15T23:53:00-23:59", "2008-09-16T23:52:00.000000", true, true)]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000", true, true)]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000", true, true)]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999", true, true)]
    [InlineData("20080915T155300Z", "2008-09-15T15:53:00.000000", true, false)]
    [InlineData("20080915T155300.5+0130", "2008-09-15T14:23:00.500000", true, false)]
    [InlineData("20080915T1553", "2008-09-15T15:53:00.000000", true, false)]
    [InlineData("2008-09-15T15:53:00", "2008-09-15T15:53:00.000000", true, false)]
    [InlineData("2008-09-15T15:53Z", "2008-09-15T15:53:00.000000", true, false)]
    [InlineData("2008-09-15T15:53:00,25Z", "2008-09-15T15:53:00.250000", true, false)]
    [InlineData("2008-09-15T15:53:00+01", "2008-09-15T14:53:00.000000", true, false)]
    [InlineData("2008-09-15T15:53:00+0100", "2008-09-15T14:53:00.000000", true, false)]
    [InlineData("2008-09-15T24:00:00Z", "2008-09-16T00:00:00.000000", true, false)]
    [InlineData("2008-09-15T15:53:00.601-00", "", false, false)]
    [InlineData("2008-09-15T15:53:00.601-0000", "", false, false)]
    [InlineData("2008-09-15T15:53:00.601-00:00", "", false, false)]
    [InlineData("2008-09-15", "", false, false)]
    [InlineData("2008-09-15 15:53:00Z", "", false, false)]
    [InlineData("2008-0915T15:53:00Z", "", false, false)]
    [InlineData("2008-09-15T1553:00Z", "", false, false)]
    [InlineData("2008-13-15T15:53:00Z", "", false, false)]
    [InlineData("2008-00-15T15:53:00Z", "", false, false)]
    [InlineData("2008-09-31T15:53:00Z", "", false, false)]
    [InlineData("2008-09-15T25:00:00Z", "", false, false)]
    [InlineData("2008-09-15T24:00:01Z", "", false, false)]
    [InlineData("2008-09-15T15:60:00Z", "", false, false)]
    [InlineData("2008-09-15T15:53:60Z", "", false, false)]
    [InlineData("2008-09-15T15:59:61Z", "", false, false)]
    [InlineData("2008-09-15T15:53:00.Z", "", false, false)]
    [InlineData("2008-09-15T15:53:00+24:00", "", false, false)]
    [InlineData("2008-09-15T15:53:00+01:60", "", false, false)]
    [InlineData("2008-09-15T15:53:00+1:00", "", false, false)]
    [InlineData("2008-09-15T15:53:00Zx", "", false, false)]
    [InlineData("2008-09-15T15:53:00ZZ", "", false, false)]
    [InlineData("0000-09-15T15:53:00Z", "", false, false)]
    [InlineData("0001-01-01T00:00:00+01:00", "", false, false)]
    [InlineData("9999-12-31T23:59:59-01:00", "", false, false)]
    [InlineData("2008-09", "", false, false)]
    [InlineData("2008", "", false, false)]
    [InlineData("", "", false, false)]
    [InlineData("01/011/2015", "", false, false)]
    public void Timestamps_are_Iso_8601_in_version_1_and_Rfc_3339_in_version_2(string text, string expected, bool inV1, bool inV2)
    {
        foreach (var (version, valid) in new[] { (XapiVersion.V1, inV1), (XapiVersion.V2, inV2) })
        {
            Assert.Equal(valid, XapiTimestamp.TryParse(text, version, out var utc));
            if (valid)
                Assert.Equal(expected, utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("6690e6c9-3ef0-4ed3-8b37-7f3964730bee", true)]
    [InlineData("6690E6C9-3EF0-4ED3-8B37-7F3964730BEE", true)]
    [InlineData("6690e6c93ef04ed38b377f3964730bee", false)]
    [InlineData("{6690e6c9-3ef0-4ed3-8b37-7f3964730be}", false)]
    [InlineData(" 690e6c9-3ef0-4ed3-8b37-7f3964730bee", false)]
    [InlineData("0x90e6c9-3ef0-4ed3-8b37-7f3964730bee", false)]
    [InlineData("6690e6c9-3ef0-4ed3-8b37-7f3964730be", false)]
    [InlineData("6690e6c9-3ef0-4ed3-8b37-7f3964730beeA", false)]
    [InlineData("", false)]
    public void Uuids_have_hyphens_and_36_characters(string text, bool valid)
    {
        Assert.Equal(valid, UuidText.TryParse(text, out var id));
        Assert.Equal(valid ? Guid.Parse(text) : default, id);
    }

    [Theory]
    [InlineData("text/plain", true)]
    [InlineData("text/plain; charset=ascii", true)]
    [InlineData("multipart/mixed;boundary=\"a;b\\\"c\" ; x=y", true)]
    [InlineData("application/vnd.x+json;", true)]
    [InlineData("text", false)]
    [InlineData("text/", false)]
    [InlineData("/plain", false)]
    [InlineData("text/pl ain", false)]
    [InlineData("text/plain; charset", false)]
    [InlineData("text/plain; charset=\"x", false)]
    [InlineData("text/plain; charset=a b", false)]
    [InlineData("text/plain\r\nX: y", false)]
    [InlineData("text/plain; x=\"a\r\nb\"", false)]
    [InlineData("text/plain; x=\"a\\\nb\"", false)]
    [InlineData("", false)]
    public void Media_types_have_a_subtype_and_cannot_break_a_header(string text, bool valid) => Assert.Equal(valid, MediaType.IsValid(text));

    [Theory]
    [InlineData("1.0", true, XapiVersion.V1)]
    [InlineData("1.0.0", true, XapiVersion.V1)]
    [InlineData("1.0.3", true, XapiVersion.V1)]
    [InlineData("1.0.12", true, XapiVersion.V1)]
    [InlineData("2.0", true, XapiVersion.V2)]
    [InlineData("2.0.0", true, XapiVersion.V2)]
    [InlineData("2.0.9", true, XapiVersion.V2)]
    [InlineData(null, false, default(XapiVersion))]
    [InlineData("", false, default(XapiVersion))]
    [InlineData("1", false, default(XapiVersion))]
    [InlineData("1.0.", false, default(XapiVersion))]
    [InlineData("1.0.x", false, default(XapiVersion))]
    [InlineData("1.0.1.1", false, default(XapiVersion))]
    [InlineData("1.01", false, default(XapiVersion))]
    [InlineData("0.9.9", false, default(XapiVersion))]
    [InlineData("1.1.0", false, default(XapiVersion))]
    [InlineData("2.1", false, default(XapiVersion))]
    [InlineData("3.0", false, default(XapiVersion))]
    [InlineData(" 1.0", false, default(XapiVersion))]
    public void Version_headers_name_one_of_two_versions(string? header, bool valid, XapiVersion expected)
    {
        Assert.Equal(valid, XapiVersions.TryParse(header, out var version));
        if (valid)
            Assert.Equal(expected, version);
    }

    [Fact]
    public void Each_version_answers_with_its_latest_patch()
    {
        Assert.Equal("1.0.3", XapiVersions.HeaderValue(XapiVersion.V1));
        Assert.Equal("2.0.0", XapiVersions.HeaderValue(XapiVersion.V2));
    }
}
