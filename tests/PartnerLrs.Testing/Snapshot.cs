using System.Runtime.CompilerServices;

namespace PartnerLrs.Testing;

/// <summary>
/// Compares a text with a file <c>*.verified.txt</c> beside the test, so that a change of an outside interface shows in the diff.
/// Run with <c>UPDATE_SNAPSHOTS=1</c> to write what is there now.
/// </summary>
public static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, $"{name}.verified.txt");
        actual = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected != actual)
            Assert.Fail($"{name}.verified.txt differs from what is there now. If the change is meant, run the test with UPDATE_SNAPSHOTS=1 and commit the file.\n--- now ---\n{actual}");
    }
}
