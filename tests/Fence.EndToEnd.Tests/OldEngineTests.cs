namespace Fence.EndToEnd.Tests;

/// <summary>A DEA whose docker command is of a release that the product carried.</summary>
[Trait("Category", "docker")]
public sealed class OldEngineTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task A_docker_command_that_knows_no_dial_stdio_does_not_matter_where_the_engine_listens_on_its_port()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        await Cloud.InsideAsync("dea-1",
            "mv /usr/bin/docker /usr/bin/docker.real && "
            + "printf '#!/bin/sh\\n[ \"$1\" != system ] || { echo \"docker: system is not a docker command.\" >&2; exit 1; }\\nexec /usr/bin/docker.real \"$@\"\\n' >/usr/bin/docker"
            + " && chmod 755 /usr/bin/docker");
        try
        {
            var status = (await Build.RunAsync(workspace, "ShowStatus")).Expect(0);

            Assert.Matches(@"(?m)^dea-1 +20\.10", status.Output);
        }
        finally
        {
            await Cloud.InsideAsync("dea-1", "mv /usr/bin/docker.real /usr/bin/docker");
        }
    }
}
