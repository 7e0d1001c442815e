using System.Text;
using System.Text.Json.Nodes;
using Fence.Tasks.Images.Receipts;
using NJsonSchema;

namespace Fence.Tasks.Tests.Images.Receipts;

/// <summary>The schemas in Schemas/ are the published ones, as <c>@cyclonedx/cyclonedx-library</c> 10.3.0 ships them.</summary>
public sealed class CycloneDxTests
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() =>
        JsonSchema.FromFileAsync(RepositoryFiles.PathOf("tests/Fence.Tasks.Tests/Schemas/bom-1.6.SNAPSHOT.schema.json")));

    [Fact]
    public async Task What_is_written_is_valid() => Assert.Empty(await FaultsOf(await WriteAsync()));

    [Fact]
    public async Task Also_of_an_image_that_has_nothing_of_all_that_and_of_one_of_rpm()
    {
        Assert.Empty(await FaultsOf(await WriteAsync(ReceiptExamples.Pack(("x", "0644", "")))));
        Assert.Empty(await FaultsOf(await WriteAsync(
            ReceiptExamples.Pack(("var/lib/rpm/Packages", "0644", "x")), "openssl-libs\t1:3.0.7-27.el9\tx86_64\tASL 2.0\n")));
    }

    [Theory]
    [InlineData("\"type\": \"library\"", "\"type\": \"libary\"")]
    [InlineData("\"id\": \"Apache-2.0\"", "\"id\": \"Apache-2\"")]
    [InlineData("urn:uuid:", "uuid:")]
    [InlineData("\"specVersion\"", "\"specVersionn\"")]
    public async Task The_schema_refuses_what_is_not_valid(string right, string wrong)
    {
        var bill = await WriteAsync();
        Assert.Contains(right, bill, StringComparison.Ordinal);

        Assert.NotEmpty(await FaultsOf(bill.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_package_has_the_name_that_databases_know_it_by_and_its_licences_as_SPDX_has_them()
    {
        var components = JsonNode.Parse(await WriteAsync())!["components"]!.AsArray();

        var package = components.Single(component => (string?)component!["name"] is "libssl3")!;
        Assert.Equal("pkg:deb/debian/libssl3@3.0.15-1~deb12u1?arch=amd64&distro=debian-12", (string?)package["purl"]);
        Assert.Equal("""[{"license":{"id":"Apache-2.0"}},{"license":{"name":"GPL-2\u002B or Artistic"}}]""", package["licenses"]!.ToJsonString());
        Assert.Equal(
            "pkg:deb/debian/base-files@1%3A12.4%2Bdeb12u9?arch=amd64&distro=debian-12",
            (string?)components.Single(component => (string?)component!["name"] is "base-files")!["purl"]);
    }

    [Fact]
    public void A_package_of_rpm_has_its_epoch_apart() => Assert.Equal(
        "pkg:rpm/centos/openssl-libs@3.0.7-27.el9?arch=x86_64&distro=centos-9&epoch=1",
        PackageUrl.Of(new PackageReceipt("rpm", "openssl-libs", "1:3.0.7-27.el9", "x86_64", []), new DistributionReceipt("centos", "9", "CentOS Stream 9")));

    [Theory]
    [InlineData("GPL-2", "GPL-2.0-only")]
    [InlineData("GPL-2+", "GPL-2.0-or-later")]
    [InlineData("LGPL-2.1+", "LGPL-2.1-or-later")]
    [InlineData("GFDL-1.3", "GFDL-1.3-only")]
    [InlineData("Expat", "MIT")]
    [InlineData("BSD-3-clause", "BSD-3-Clause")]
    [InlineData("GPLv3+", null)]
    [InlineData("public-domain", null)]
    [InlineData("GPL-2+ or Artistic", null)]
    public void Licences_get_SPDX_identifiers_where_there_is_no_doubt(string name, string? id) => Assert.Equal(id, SpdxLicences.Find(name));

    [Fact]
    public async Task The_same_receipt_gives_the_same_bytes() => Assert.Equal(await WriteAsync(), await WriteAsync());

    private static async Task<string> WriteAsync(byte[]? tar = null, string? rpm = null) =>
        Encoding.UTF8.GetString(CycloneDx.Write(await ReceiptExamples.ReceiptAsync(tar, rpm)));

    private static async Task<IEnumerable<string>> FaultsOf(string bill) => (await Schema.Value).Validate(bill).Select(fault => fault.ToString());
}
