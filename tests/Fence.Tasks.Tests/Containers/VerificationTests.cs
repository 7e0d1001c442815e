using System.Collections.Immutable;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Tests.Containers;

public sealed class VerificationTests
{
    private static readonly VerificationSource Source = new(
        Brand.Helion, new VerifyDefinition(), BuiltInApplication.Read(), ImmutableSortedDictionary<string, string>.Empty.Add("pre-running", "hooks/pre-running"), IsPrivileged: false);

    private static readonly Verification Good = new() { ImageId = "sha256:1", Contract = "sha256:2", IsGood = true, EndedAt = default, Tried = 3 };

    [Fact]
    public async Task The_digest_is_the_same_wherever_the_contract_stands_in_its_file()
    {
        var one = new VerifyDefinition { Files = [new FileContract { Path = "/x", Span = new Fence.Tasks.Diagnostics.SourceSpan("fence.yml", 1) }] };
        var other = new VerifyDefinition { Files = [new FileContract { Path = "/x", Span = new Fence.Tasks.Diagnostics.SourceSpan("other.yml", 9) }] };

        Assert.Equal(await DigestAsync(Source with { Contract = one }), await DigestAsync(Source with { Contract = other }));
    }

    [Fact]
    public async Task It_is_another_one_where_anything_is_wanted_in_another_way()
    {
        VerificationSource[] sources =
        [
            Source,
            Source with { Brand = Brand.Stackato },
            Source with { IsPrivileged = true },
            Source with { Declared = ImmutableSortedDictionary<string, string>.Empty },
            Source with { Contract = new VerifyDefinition { HookSeconds = 61 } },
            Source with { Contract = new VerifyDefinition { Files = [new FileContract { Path = "/x" }] } },
            Source with { Contract = new VerifyDefinition { Files = [new FileContract { Path = "/x", Mode = UnixFileMode.UserRead }] } },
            Source with { Contract = new VerifyDefinition { Packages = [new PackageContract("x", true, ">", "1", null)] } },
            Source with { Contract = new VerifyDefinition { RunsAs = new TextContract("root", null) } },
            Source with { Application = Source.Application with { Files = [.. Source.Application.Files.Skip(1)] } },
        ];

        Assert.Equal(sources.Length, (await Task.WhenAll(sources.Select(DigestAsync))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void It_vouches_for_one_image_and_one_contract_and_only_where_it_was_good()
    {
        Assert.True(Good.Vouches("sha256:1", "sha256:2"));
        Assert.False(Good.Vouches("sha256:3", "sha256:2"));
        Assert.False(Good.Vouches("sha256:1", "sha256:3"));
        Assert.False((Good with { IsGood = false }).Vouches("sha256:1", "sha256:2"));
    }

    [Fact]
    public void The_application_that_comes_with_Fence_is_the_one_in_the_repository()
    {
        var folder = ApplicationReader.Read(RepositoryFiles.PathOf("tests/apps/sample"), "tests/apps/sample");
        var builtIn = BuiltInApplication.Read();

        Assert.Equal(folder.Files.Select(Text), builtIn.Files.Select(Text));
        Assert.Equal(folder.Hooks.Commands.Select(command => command.Text), builtIn.Hooks.Commands.Select(command => command.Text));

        static string Text(ApplicationFile file)
        {
            using var reader = new StreamReader(file.Open());
            return $"{file.Path} {file.IsExecutable} {reader.ReadToEnd()}";
        }
    }

    private static Task<string> DigestAsync(VerificationSource source) => source.ComputeDigestAsync(TestContext.Current.CancellationToken);
}
