namespace Nuke.Common.CI.TeamCity;

/// <summary>TeamCity: a block per target, and what failed as a build problem.</summary>
public sealed class TeamCity : Host, IBuildServer
{
    internal override string GroupStart(string target, DateTimeOffset now) => Message("blockOpened", ("name", target));

    internal override string GroupEnd(string target, DateTimeOffset now) => Message("blockClosed", ("name", target));

    internal override string Problem(string message) => Message("buildProblem", ("description", message));

    private static string Message(string name, params (string Key, string Value)[] values) =>
        $"##teamcity[{name} {string.Join(' ', values.Select(v => $"{v.Key}='{Escape(v.Value)}'"))}]";

    private static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '\n' => "|n",
        '\r' => "|r",
        '|' or '\'' or '[' or ']' => $"|{c}",
        > '\x7f' => $"|0x{(int)c:x4}",
        _ => c.ToString(),
    }));
}
