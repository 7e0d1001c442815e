using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>One wrong line in <c>/etc/sudoers</c> and sudo works for nobody.</summary>
internal sealed class SudoersEdited : IDockerfileRule
{
    public Rule Rule { get; } = new("FD007", Severity.Warning, "/etc/sudoers edited in place");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        where ImageSudoers.Target(found.Command) is "/etc/sudoers"
            || (found.Command.Name is "sed" && found.Command.Arguments.Any(word => word.Literal is "/etc/sudoers"))
        select Rule.Finding(
            "/etc/sudoers is edited in place",
            "Copy a file of mode 0440 into /etc/sudoers.d instead, and check it with 'visudo -cf'.",
            found.Run.SpanOf(found.Command));
}
