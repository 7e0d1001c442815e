using Fence.Tasks.Docker.Tests.Containers;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Images;

/// <summary>An image with a database that rpm itself has made.</summary>
[Trait("Category", "docker")]
public sealed class RpmReceiptTests(TestImages images) : IClassFixture<TestImages>
{
    private const string WithRpm = """
        FROM fence/micro-base:bookworm
        RUN apt-get update && apt-get install -y --no-install-recommends rpm && apt-get clean && rm -rf /var/lib/apt/lists/*
        COPY made-up.spec /tmp/made-up.spec
        RUN mkdir -p /etc/rpm && echo '%_dbpath /var/lib/rpm' >/etc/rpm/macros \
            && rpmbuild -bb --define '_rpmdir /tmp/made' /tmp/made-up.spec && rpm --install /tmp/made/noarch/*.rpm

        """;

    private const string Package = """
        Name: made-up
        Version: 1.2
        Release: 3
        Epoch: 4
        Summary: Made up
        License: MIT AND Apache-2.0
        BuildArch: noarch
        %description
        Made up.
        %files

        """;

    private readonly RecordedEvents events = new();

    [Fact]
    public async Task What_rpm_installed_is_in_the_receipt_beside_what_dpkg_did()
    {
        var image = await images.BuildAsync(WithRpm, ("made-up.spec", Package));

        var packages = (await DescribeAsync(image)).Packages;

        var installed = Assert.Single(packages, package => package.Manager == "rpm");
        Assert.Equal(("made-up", "4:1.2-3", "noarch", "MIT AND Apache-2.0"), (installed.Name, installed.Version, installed.Architecture, string.Join('+', installed.Licences)));
        Assert.Contains(packages, package => package is { Manager: "dpkg", Name: "rpm" });
    }

    [Fact]
    public async Task A_database_in_an_image_without_rpm_is_told()
    {
        var image = await images.BuildAsync($"{WithRpm}RUN rm /usr/bin/rpm\n", ("made-up.spec", Package));

        Assert.DoesNotContain((await DescribeAsync(image)).Packages, package => package.Manager == "rpm");

        Assert.Contains(events.Lines, line => line.Contains("FI011", StringComparison.Ordinal) && line.Contains("a database of rpm that cannot be read", StringComparison.Ordinal));
    }

    private async Task<ImageReceipt> DescribeAsync(string image) =>
        (await new ImageDescriber((DockerHost)images.Engine, events).DescribeAsync(image, repository: null, "/etc/helion/hooks", TestContext.Current.CancellationToken))!;
}
