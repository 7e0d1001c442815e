namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>kato config, as DOMAIN section 3 says; every test has a key path of its own.</summary>
[Collection(CloudTests.Name)]
[Trait("Category", "docker")]
public sealed class KatoConfigTests(CloudFixture cloud)
{
    [Fact]
    public async Task The_images_of_fence_are_a_list_of_two() =>
        await SaysAsync("config get fence docker/images", "- helion/stack-alsek\n- helion/stack/alsek\n");

    [Fact]
    public async Task Get_as_json() =>
        await SaysAsync("config get fence docker/images --json", "[\"helion/stack-alsek\", \"helion/stack/alsek\"]\n");

    [Fact]
    public async Task Get_flat_tells_the_full_path() =>
        await SaysAsync("config get -f dea_ng docker", "dea_ng/docker/privileged false\n");

    [Fact]
    public async Task Get_a_subtree_as_yaml() =>
        await SaysAsync(
            "config get cloud_controller_ng docker_apps",
            "allow_any_registry: true\nallowed_registries: []\nrequire_sudo: true\n");

    [Fact]
    public async Task Get_a_whole_component() =>
        await SaysAsync("config get dea_ng --json", "{\"docker\": {\"privileged\": false}}\n");

    [Fact]
    public async Task Get_a_scalar_prints_it_bare() =>
        await SaysAsync("config get cluster endpoint", $"api.{cloud.Options.Name}.test\n");

    [Theory]
    [InlineData("config get fence no/such/key")]
    [InlineData("config get nocomponent")]
    [InlineData("config get fence docker/images/deeper --json")]
    public async Task A_missing_key_prints_nothing(string command) => await SaysAsync(command, "");

    [Fact]
    public async Task Set_without_a_format_assumes_a_string_and_says_so_first()
    {
        await SaysAsync("config set stager t1/name exampleco/newimg", "WARNING: Assumed type string\nexampleco/newimg\n");
        await SaysAsync("config get stager t1/name", "exampleco/newimg\n");
    }

    [Fact]
    public async Task Set_without_a_format_assumes_a_struct_where_the_value_is_json() =>
        await SaysAsync("config set stager t2/list '[\"a\",\"b\"]'", "WARNING: Assumed type struct\n- a\n- b\n");

    [Fact]
    public async Task Set_with_a_format_says_no_warning() =>
        await SaysAsync("config set stager t3/list --json '[\"a\",\"b\"]'", "- a\n- b\n");

    [Fact]
    public async Task Set_reads_yaml() =>
        await SaysAsync("config set --yaml stager t4/list '[a, b]'", "- a\n- b\n");

    [Fact]
    public async Task Set_reads_a_missing_value_from_standard_input()
    {
        await SaysAsync("config set stager t5/list --json", "- from/stdin\n", input: "[\"from/stdin\"]\n");
        await SaysAsync("config get stager t5/list -j", "[\"from/stdin\"]\n");
    }

    [Fact]
    public async Task Set_keeps_a_flag_a_flag()
    {
        await SaysAsync("config set --json stager t6/flag false", "false\n");
        await SaysAsync("config set stager t6/flag true", "WARNING: Assumed type bool\ntrue\n");
        await SaysAsync("config get stager t6/flag --json", "true\n");
    }

    [Fact]
    public async Task A_change_of_type_is_refused_without_force()
    {
        await SaysAsync("config set --json stager t7/list '[\"a\"]'", "- a\n");

        await RefusesAsync("config set stager t7/list plain", "--force");
        await SaysAsync("config get stager t7/list", "- a\n");
        await SaysAsync("config set --force stager t7/list plain", "WARNING: Assumed type string\nplain\n");
    }

    [Fact]
    public async Task Push_and_pop_change_a_list_at_its_end()
    {
        await SaysAsync("config push stager t8/list first", "WARNING: Assumed type string\n- first\n");
        await SaysAsync("config push stager t8/list --json '\"second\"'", "- first\n- second\n");
        await SaysAsync("config push stager t8/list third", "WARNING: Assumed type string\n- first\n- second\n- third\n");
        await SaysAsync("config pop stager t8/list", "- first\n- second\n");
        await SaysAsync("config pop stager t8/list --json '\"first\"'", "- second\n");
    }

    [Fact]
    public async Task Push_to_what_is_no_list_is_refused()
    {
        await SaysAsync("config set stager t9/name --json '\"a\"'", "a\n");
        await RefusesAsync("config push stager t9/name b", "is a string, not a list");
    }

    [Fact]
    public async Task Pop_of_what_is_not_in_the_list_is_refused()
    {
        await SaysAsync("config set stager t10/list --json '[\"a\"]'", "- a\n");
        await RefusesAsync("config pop stager t10/list b", "does not hold b");
    }

    [Fact]
    public async Task Del_takes_a_key_away()
    {
        await SaysAsync("config set stager t11/name --json '\"a\"'", "a\n");
        await SaysAsync("config del stager t11/name", "");
        await SaysAsync("config get stager t11/name", "");
    }

    [Fact]
    public async Task Words_that_would_be_something_else_in_yaml_are_quoted_in_lists() =>
        await SaysAsync("config set stager t12/list --json '[\"yes\",\"12\",\"a: b\"]'", "- 'yes'\n- '12'\n- 'a: b'\n");

    [Fact]
    public async Task What_a_dea_writes_the_core_reads()
    {
        Assert.Equal(0, (await cloud.SshAsync("dea-1", "kato config set --json cluster t13/key '\"shared\"'")).ExitCode);
        await SaysAsync("config get cluster t13/key", "shared\n");
    }

    [Fact]
    public async Task What_is_local_stays_on_its_node()
    {
        Assert.Equal(0, (await cloud.SshAsync("dea-1", "kato config set --json local t14/key '\"mine\"'")).ExitCode);
        Assert.Equal("mine\n", (await cloud.SshAsync("dea-1", "kato config get local t14/key")).Output);
        await SaysAsync("config get local t14/key", "");
    }

    [Fact]
    public async Task A_change_is_published_on_the_channel_of_its_component()
    {
        // redis-cli ends with its standard input, which is held open until the message is there.
        var answer = await cloud.SshAsync(
            "core",
            """
            out=$(mktemp); tail -f /dev/null | redis-cli -p 7474 subscribe stager:_changes >"$out" & subscriber=$!
            until grep -q subscribe "$out"; do :; done
            kato config set --json stager t15/key '"x"' >/dev/null
            until grep -q t15/key "$out"; do :; done
            pkill -u stackato redis-cli; pkill -u stackato tail; cat "$out"
            """);
        Assert.Equal("subscribe\nstager:_changes\n1\nmessage\nstager:_changes\nt15/key\n", answer.Output);
    }

    [Fact]
    public async Task A_component_is_one_json_document_in_redis()
    {
        var answer = await cloud.SshAsync("core", "redis-cli -p 7474 get config:dea_ng");
        Assert.Equal("{\"docker\":{\"privileged\":false}}\n", answer.Output);
    }

    [Theory]
    [InlineData("config", 2)]
    [InlineData("config turn fence docker/images", 2)]
    [InlineData("config set fence", 2)]
    [InlineData("config get --toml fence", 2)]
    [InlineData("config set --json fence docker/images '[broken'", 1)]
    [InlineData("frobnicate", 2)]
    public async Task A_command_that_is_not_understood_says_so_on_standard_error(string command, int exitCode)
    {
        var answer = await cloud.SshAsync("core", "kato " + command);
        Assert.Equal((exitCode, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith("kato: ", answer.Errors, StringComparison.Ordinal);
    }

    private async Task SaysAsync(string command, string expected, string input = "")
    {
        var answer = await cloud.SshAsync("core", "kato " + command, input);
        Assert.Equal(new Answer(0, expected, ""), answer);
    }

    private async Task RefusesAsync(string command, string reason)
    {
        var answer = await cloud.SshAsync("core", "kato " + command);
        Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(reason, answer.Errors, StringComparison.Ordinal);
    }
}
