using PartnerLrs.Standing.Review;

namespace PartnerLrs.Standing.Tests.Review;

public sealed class NearbyIrisTests
{
    private const string Course = "https://academy.example/courses/sls-200";

    [Theory]
    [InlineData("https://academy.example/courses/sls-200/", "a slash at the end")]
    [InlineData("http://academy.example/courses/sls-200", "http and https")]
    [InlineData("https://Academy.Example/courses/sls-200", null)]
    [InlineData("https://ACADEMY.EXAMPLE/courses/sls-200", null)]
    [InlineData("https://academy.example/courses/SLS-200", "upper and lower case")]
    [InlineData("https://academy.example/Courses/Sls-200", "upper and lower case")]
    [InlineData("https://academy.example/COURSES/SLS-200", "upper and lower case")]
    [InlineData("https://academy.example/courses/sls-200#", "its fragment")]
    [InlineData("http://academy.example/courses/SLS-200/", "http and https and a slash at the end and upper and lower case")]
    public void The_usual_spellings_of_an_iri_are_near_it_and_say_how_they_differ(string other, string? difference)
    {
        if (difference is not null)
        {
            Assert.Contains(other, NearbyIris.Of(Course));
            Assert.Equal(difference, NearbyIris.Difference(other, Course));
        }
        else
        {
            // Not every mixture of cases can be looked for.
            Assert.Equal("upper and lower case", NearbyIris.Difference(other, Course));
        }
    }

    [Theory]
    [InlineData("https://academy.example/Courses/SLS-200", "https://academy.example/courses/sls-200", "upper and lower case")]
    [InlineData("https://Academy.example/c", "https://academy.example/c", "upper and lower case")]
    [InlineData("https://academy.example/c/", "https://academy.example/c", "a slash at the end")]
    [InlineData("https://academy.example/c#intro", "https://academy.example/c", "its fragment")]
    [InlineData("https://academy.example/%C3%BCben", "https://academy.example/üben", "percent-encoding")]
    [InlineData("https://academy.example/üben", "https://academy.example/%C3%9Cben", "percent-encoding and upper and lower case")]
    [InlineData("https://academy.example/a%20b", "https://academy.example/a b", "percent-encoding")]
    [InlineData("urn:course:SLS-200", "urn:course:sls-200", "upper and lower case")]
    public void A_course_that_is_written_so_has_these_near_it(string course, string other, string difference)
    {
        if (difference != "percent-encoding and upper and lower case")
            Assert.Contains(other, NearbyIris.Of(course));
        Assert.Equal(difference, NearbyIris.Difference(other, course));
    }

    [Fact]
    public void None_is_the_iri_itself_and_none_stands_twice_and_they_are_few()
    {
        foreach (var iri in new[] { Course, "https://a.example", "https://a.example/?x=1#y", "urn:x", "x", "https://a.example/%00", "https://a.example/" + new string('ä', 3000) })
        {
            var near = NearbyIris.Of(iri);
            Assert.DoesNotContain(iri, near);
            Assert.Equal(near.Count, near.Distinct(StringComparer.Ordinal).Count());
            Assert.InRange(near.Count, 1, 250);
        }
    }
}
