using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests.Definition;

public sealed class FenceDefinitionReaderTests
{
    private const string Shortest = """
        image:
          repository: exampleco/stack-alsek
          base: helion/stack-alsek:kato-patched

        """;

    private static FenceDefinition Parse(string text) => FenceDefinitionReader.Parse(text, "fence.yml", "/srv/base");

    private static string Refusal(string text)
    {
        var refused = Assert.Throws<FenceException>(() => Parse(text));
        Assert.Equal(ExitCode.BadInput, refused.Exit);
        return Findings.Text(refused.Diagnostics);
    }

    [Fact]
    public void The_shortest_definition_gets_every_default()
    {
        var definition = Parse(Shortest);

        Assert.Equal("/srv/base", definition.RootDirectory);
        Assert.Equal(Brand.Helion, definition.Brand);
        Assert.Equal(
            new ImageDefinition
            {
                Repository = "exampleco/stack-alsek",
                Base = "helion/stack-alsek:kato-patched",
                Context = ".",
                Dockerfile = "images/stack-alsek/Dockerfile",
                Hooks = "hooks",
                HookFolder = "/etc/helion/hooks",
            },
            definition.Image);
        var micro = Assert.Single(definition.Clusters).Value;
        Assert.Equal(new MicroCloudDefinition(2), micro.MicroCloud);
        Assert.Null(micro.Core);
        Assert.Empty(micro.Deas);
        Assert.Equal("fence docker/images", micro.ConfigKey.ToString());
        Assert.Same(micro, definition.Cluster(null));
    }

    [Fact]
    public void A_real_cluster_is_read_whole()
    {
        var cluster = Parse(RepositoryFiles.Read("docs/reference/fence.yml")).Cluster("production");

        Assert.Null(cluster.MicroCloud);
        Assert.Equal(new NodeDefinition("core", "ssh://stackato@10.0.0.4"), cluster.Core);
        Assert.Equal("/srv/base/ssh_config", cluster.SshConfig);
        Assert.Equal(
            new RegistryDefinition { Address = "api.paas.example.com:5000", PushAddress = "127.0.0.1:5000", Insecure = false, CertificateAuthority = "/srv/base/registry-ca.crt" },
            cluster.Registry);
        Assert.Equal(
            [
                new NodeDefinition("dea-1", "ssh://stackato@10.0.0.5") { Zone = "north", Mirror = "mirror-north.example.com:5000" },
                new NodeDefinition("dea-2", "ssh://stackato@10.0.0.6") { Zone = "south" },
                new NodeDefinition("dea-3", "ssh://stackato@10.0.0.7")
                {
                    Zone = "south", OutOfService = "its disk is being replaced, ask ops@example.com",
                },
            ],
            cluster.Deas);
    }

    [Fact]
    public void How_an_image_is_rolled_out_is_read_whole()
    {
        var rollout = Parse(RepositoryFiles.Read("docs/reference/fence.yml")).Cluster("production").Rollout;

        Assert.Equal([Amount.Of(2), Amount.Percent(25)], rollout.Waves);
        Assert.Equal(
            new RolloutDefinition { Waves = rollout.Waves, ParallelismPerZone = 4, Pause = TimeSpan.FromSeconds(30), KeepImages = 3 }, rollout);
    }

    [Fact]
    public void As_many_DEAs_are_connected_as_pull_at_once_and_64_otherwise()
    {
        Assert.Equal(64, Connections("{parallelism: 3}"));
        Assert.Equal(100, Connections("{parallelism: 100}"));
        Assert.Equal(4, Connections("{parallelism: 3, connections: 4}"));

        static int Connections(string rollout) =>
            Parse($"{Shortest}clusters:\n  micro:\n    rollout: {rollout}\n").Cluster("micro").Rollout.Connections;
    }

    [Fact]
    public void The_micro_cloud_can_be_told_how_to_roll_out_too()
    {
        var rollout = Parse($"{Shortest}clusters:\n  micro:\n    rollout: {{canary: 50%, waves: zones, pause: 2h, keep_entries: all, keep_images: all}}\n")
            .Cluster("micro").Rollout;

        Assert.Equal(
            new RolloutDefinition { Canary = Amount.Percent(50), WavePerZone = true, Pause = TimeSpan.FromHours(2), KeepEntries = null }, rollout);
    }

    [Fact]
    public void The_brand_decides_folder_user_and_variable()
    {
        var definition = Parse($"{Shortest}brand: stackato\n");

        Assert.Equal("/etc/stackato/hooks", definition.Image.HookFolder);
        Assert.Equal("stackato", definition.Brand.User);
        Assert.Equal("STACKATO_HOOK_ENV", definition.Brand.HookEnvironmentVariable);
    }

    [Fact]
    public void The_number_of_the_micro_clouds_deas_can_be_set()
    {
        var definition = Parse($"{Shortest}clusters:\n  micro:\n    micro_cloud:\n      deas: 10\n");

        Assert.Equal(new MicroCloudDefinition(10), definition.Cluster("micro").MicroCloud);
    }

    [Fact]
    public void A_cluster_of_another_name_can_be_made_on_this_machine_too()
    {
        var cluster = Parse($"{Shortest}clusters:\n  rehearsal:\n    micro_cloud:\n      deas: 3\n").Cluster("rehearsal");

        Assert.Equal(("rehearsal", new MicroCloudDefinition(3)), (cluster.Name, cluster.MicroCloud));
    }

    [Fact]
    public void A_cluster_is_made_here_or_has_nodes_of_its_own_but_not_both() => Assert.Contains(
        "FY013: clusters.live.core: the cluster 'live' is made on this machine",
        Refusal($"{Shortest}clusters:\n  live:\n    micro_cloud: {{deas: 2}}\n    core: ssh://stackato@10.0.0.4\n"),
        StringComparison.Ordinal);

    [Fact]
    public void Build_arguments_are_texts_by_name()
    {
        var image = Parse($"{Shortest}  args:\n    GRAPHITE_VERSION: 1.3\n    CHANNEL: stable\n").Image;

        Assert.Equal(["CHANNEL=stable", "GRAPHITE_VERSION=1.3"], image.Arguments.Select(given => $"{given.Key}={given.Value}"));
    }

    [Theory]
    [InlineData("API_TOKEN: x", "image.args.API_TOKEN: is the name of a secret")]
    [InlineData("MIRROR: https://anna:opensesame@example.com/debian", "image.args.MIRROR: is given a value that looks like a secret")]
    [InlineData("LICENCE: 9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c", "image.args.LICENCE: is given a value that looks like a secret")]
    public void A_build_argument_that_looks_like_a_secret_is_refused_and_not_repeated(string given, string message)
    {
        var refused = Assert.Throws<FenceException>(() => Parse($"{Shortest}  args:\n    {given}\n"));

        Assert.Equal(ExitCode.BadInput, refused.Exit);
        var found = Assert.Single(refused.Diagnostics);
        Assert.Equal(("FY021", message, true), (found.Code, found.Message, found.HidesPlace));
        Assert.Equal(5, found.Span!.Line);
        Assert.DoesNotContain(given.Split(": ")[1], Findings.Text(refused.Diagnostics).Replace(message, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_argument_needs_the_name_of_an_ARG() => Assert.Contains(
        "fence.yml:5:16: error FY020: image.args.1-version: is not the name of an ARG", Refusal($"{Shortest}  args:\n    1-version: a\n"), StringComparison.Ordinal);

    [Fact]
    public void Anchors_and_aliases_are_followed()
    {
        var definition = Parse("image:\n  repository: &name exampleco/x\n  base: *name\n");

        Assert.Equal("exampleco/x", definition.Image.Base);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() => Assert.Equal(
        """
        fence.yml:2:3: error FY004: unknown key image.repositry
          Did you mean 'repository'? Known here: repository, base, context, dockerfile, hooks, manifest, maintainer, builder, args.
        fence.yml:2:3: error FY005: image.repository is missing
          Add it, such as 'repository: exampleco/stack-alsek'.
        fence.yml:3:9: error FY010: image.base: 'Helion/Stack' is not an image
          Write it as behind FROM, such as 'helion/stack-alsek:kato-patched'.
        fence.yml:4:10: error FY006: image.hooks is a list, and has to be a text
        fence.yml:5:3: error FY007: image.base is given twice, first in line 3
          Keep one of the two.
        fence.yml:6:8: error FY008: brand: there is no brand 'hellion'
          Did you mean 'helion'? Brands: helion, stackato.
        fence.yml:7:18: error FY012: there is no cluster 'live'
          Clusters: micro, production.
        fence.yml:11:13: error FY008: clusters.micro.micro_cloud.deas is 11, and goes from 1 to 10
        fence.yml:12:3: error FY005: clusters.test is missing
          Give it 'core', 'registry' and 'deas', or 'micro_cloud', or take it out.
        fence.yml:14:5: error FY005: clusters.production.registry is missing
          Add a section 'registry' with 'address'.
        fence.yml:14:11: error FY009: clusters.production.core: holds a password
          Write 'ssh://user@host', or 'unix:///var/run/docker.sock' where this machine is the Core node.
        fence.yml:16:9: error FY005: clusters.production.deas[0].endpoint is missing
          Add it, such as 'endpoint: ssh://stackato@10.0.0.5'.
        """,
        Refusal("""
        image:
          repositry: exampleco/stack-alsek
          base: Helion/Stack
          hooks: []
          base: again
        brand: hellion
        default_cluster: live
        clusters:
          micro:
            micro_cloud:
              deas: 11
          test:
          production:
            core: ssh://stackato:hunter2@10.0.0.4
            deas:
              - name: dea-1
        """));

    [Theory]
    [InlineData("", "fence.yml: error FY003: fence.yml is empty")]
    [InlineData("# only a comment\n", "fence.yml: error FY003: fence.yml is empty")]
    [InlineData("---\n", "fence.yml: error FY003: fence.yml is empty")]
    [InlineData("- image\n", "fence.yml:1:1: error FY006: fence.yml is a list, and has to be a section")]
    [InlineData("image: [a, b\n", "fence.yml:2:1: error FY002: not YAML that can be read: ")]
    [InlineData("image:\n\trepository: x\n", "fence.yml:2:1: error FY002: not YAML that can be read: the line is indented with a tab")]
    [InlineData("image: *later\n", "fence.yml:1:8: error FY002: not YAML that can be read: the alias *later stands before what it is for")]
    [InlineData("image: x\n---\nimage: y\n", "fence.yml:2:1: error FY002: not YAML that can be read: a second document begins here")]
    [InlineData("? [a]\n: b\n", "fence.yml:1:3: error FY002: not YAML that can be read: a key is a list")]
    public void What_is_not_a_definition_is_refused(string text, string beginning) =>
        Assert.StartsWith(beginning, Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Contains("FY002: not YAML that can be read: more than 64 levels deep", Refusal($"image: {new string('[', 50_000)}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("repository", "registry.example.com:5000/exampleco/x", "FY010: image.repository: 'registry.example.com:5000/exampleco/x' begins with a registry")]
    [InlineData("repository", "exampleco/x:1", "FY010: image.repository: 'exampleco/x:1' is not a repository")]
    [InlineData("repository", "ExampleCo/x", "FY010: image.repository: 'ExampleCo/x' is not a repository")]
    [InlineData("base", "helion/:tag", "FY010: image.base: 'helion/:tag' is not an image")]
    [InlineData("base", "true", "FY006: image.base is a truth value, and has to be a text")]
    [InlineData("context", "../elsewhere", "FY011: image.context: '../elsewhere' does not stay in the folder of the file")]
    [InlineData("hooks", "/etc/hooks", "FY011: image.hooks: '/etc/hooks' does not stay in the folder of the file")]
    [InlineData("context", "images", "FY011: image.hooks: 'hooks' is not in the context 'images'")]
    [InlineData("builder", "http://builder:2375", "FY009: image.builder: is not an endpoint")]
    [InlineData("builder", "tcp://builder", "FY009: image.builder: names no port")]
    [InlineData("builder", "unix:///", "FY009: image.builder: names no socket")]
    [InlineData("builder", "ssh://-oProxyCommand=x", "FY009: image.builder: ")]
    public void A_wrong_value_of_the_image_is_refused(string key, string value, string expected)
    {
        var lines = Shortest.Split('\n').Where(line => !line.TrimStart().StartsWith($"{key}:", StringComparison.Ordinal) && line.Length > 0);

        Assert.Contains(expected, Refusal($"{string.Join('\n', lines)}\n  {key}: {value}\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry: {address: 'http://r:5000'}", "FY010: clusters.live.registry.address: is not the address of a registry")]
    [InlineData("registry: {address: 'r:5000', insecure: 'yes'}", "FY006: clusters.live.registry.insecure is a text, and has to be true or false")]
    [InlineData("registry: r:5000", "FY006: clusters.live.registry is a text, and has to be a section")]
    [InlineData("deas: []", "FY005: clusters.live.deas is missing")]
    [InlineData("deas: [dea-1]", "FY006: clusters.live.deas[0] is a text, and has to be a section")]
    [InlineData("deas: [{name: a, endpoint: 'ssh://a'}, {name: a, endpoint: 'ssh://b'}]", "FY014: clusters.live.deas[1].name: there is a node 'a' already")]
    [InlineData("deas: [{name: ../a, endpoint: 'ssh://a'}]", "FY008: clusters.live.deas[0].name: '../a' is not a name for a node")]
    [InlineData("deas: [{name: a, endpoint: 'ssh://a', zone: 'no zone'}]", "FY008: clusters.live.deas[0].zone: 'no zone' is not a name for a zone")]
    [InlineData("deas: [{name: a, endpoint: 'ssh://a', mirror: 'http://m'}]", "FY010: clusters.live.deas[0].mirror: is not the address of a registry")]
    [InlineData("deas: [{name: a, endpoint: 'ssh://a', out_of_service: true}]", "FY006: clusters.live.deas[0].out_of_service is a truth value, and has to be a text")]
    [InlineData("deas: [{name: a, endpoint: 'ssh://a', out_of_service: ' '}]", "FY008: clusters.live.deas[0].out_of_service: gives no reason")]
    [InlineData("deas: [{name: a, endpoint: 'ssh://a', out_of_service: gone}]", "FY015: clusters.live.deas: every DEA is out of service")]
    [InlineData("rollout: {canary: many}", "FY008: clusters.live.rollout.canary: 'many' is neither a number nor a share")]
    [InlineData("rollout: {failure_budget: 101%}", "FY008: clusters.live.rollout.failure_budget: '101%' is neither a number nor a share")]
    [InlineData("rollout: {waves: racks}", "FY008: clusters.live.rollout.waves: 'racks' is neither a list nor 'zones'")]
    [InlineData("rollout: {waves: [1, 0]}", "FY008: clusters.live.rollout.waves: '0' is no size of a wave")]
    [InlineData("rollout: {pause: 30}", "FY008: clusters.live.rollout.pause: '30' is no duration")]
    [InlineData("rollout: {pause: 25h}", "FY008: clusters.live.rollout.pause: '25h' is no duration")]
    [InlineData("rollout: {parallelism: 0}", "FY008: clusters.live.rollout.parallelism is 0, and goes from 1 to 10000")]
    [InlineData("rollout: {parallelism: 9, connections: 8}", "FY008: clusters.live.rollout.connections is 8, and goes from 9 to 10000")]
    [InlineData("rollout: {keep_images: 0}", "FY008: clusters.live.rollout.keep_images is 0, and goes from 1 to 10000")]
    [InlineData("rollout: {wave: [1]}", "FY004: unknown key clusters.live.rollout.wave")]
    [InlineData("core: 'ssh://a b'", "FY009: clusters.live.core: is not an endpoint")]
    [InlineData("core: ssh://%2dx@a", "FY009: clusters.live.core: is not an endpoint")]
    [InlineData("core: ssh://a/path", "FY009: clusters.live.core: has something behind the address")]
    [InlineData("core: tcp://10.0.0.4:2376", "FY009: clusters.live.core: is not an endpoint")]
    [InlineData("config_key: docker/images", "FY008: clusters.live.config_key: 'docker/images' is not a component and a path")]
    public void A_wrong_value_of_a_cluster_is_refused(string line, string expected)
    {
        var key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        string[] good = ["core: ssh://stackato@10.0.0.4", "registry: {address: 'r:5000'}", "deas: [{name: a, endpoint: 'ssh://a'}]"];
        var cluster = string.Join('\n', good.Where(known => !known.StartsWith(key, StringComparison.Ordinal)).Append(line).Select(l => $"    {l}"));

        Assert.Contains(expected, Refusal($"{Shortest}clusters:\n  live:\n{cluster}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_has_a_name_that_can_be_a_files() => Assert.Equal(
        """
        fence.yml:5:11: error FY008: clusters.../x: is not a name for a cluster
          Use letters, digits, '.', '_' and '-', beginning with a letter or digit; 63 at most.
        """,
        Refusal($"{Shortest}clusters:\n  '../x': {{}}\n"));

    [Fact]
    public void The_micro_cloud_has_no_nodes_of_the_admins() => Assert.Equal(
        """
        fence.yml:6:11: error FY013: clusters.micro.core: the cluster 'micro' is made on this machine, and its nodes and registry with it
          Take the key out, or give the cluster another name.
        """,
        Refusal($"{Shortest}clusters:\n  micro:\n    core: ssh://stackato@10.0.0.4\n"));

    [Fact]
    public void An_unknown_cluster_is_answered_with_those_there_are()
    {
        var definition = Parse(RepositoryFiles.Read("docs/reference/fence.yml"));

        var refused = Assert.Throws<FenceException>(() => definition.Cluster("prodution"));

        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Matches(
            """
            ^fence.yml:\d+:1: error FY012: there is no cluster 'prodution'
              Did you mean 'production'\? Clusters: micro, production, staging.$
            """,
            Findings.Text(refused.Diagnostics));
    }

    [Fact]
    public void A_missing_file_says_what_to_do()
    {
        var refused = Assert.Throws<FenceException>(() => FenceDefinitionReader.Read("/no/such/folder/fence.yml"));

        Assert.Equal(
            "fence.yml: error FY001: there is no fence.yml\n" +
            "  Write one: docs/reference/fence.yml explains every key. Looked for /no/such/folder/fence.yml.",
            Findings.Text(refused.Diagnostics));
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("fence-").FullName, "fence.yml");
        File.WriteAllBytes(file, [0x69, 0xff, 0xfe]);

        var refused = Assert.Throws<FenceException>(() => FenceDefinitionReader.Read(file));

        Assert.StartsWith("fence.yml: error FY002: fence.yml is not UTF-8", Findings.Text(refused.Diagnostics), StringComparison.Ordinal);
    }
}
