namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NotBashTests
{
    [Theory]
    [InlineData("#!/usr/bin/python3\n", "pre-running is run by 'python3', and hooks are bash scripts")]
    [InlineData("#!/usr/bin/env ruby\n", "pre-running is run by 'ruby', and hooks are bash scripts")]
    [InlineData("#!/bin/dash\n", "pre-running is run by 'dash', and hooks are bash scripts")]
    [InlineData("#!\n", "pre-running is run by '', and hooks are bash scripts")]
    public void Catches(string text, string message) =>
        Assert.Equal(message, Assert.Single(HookExamples.Check("FH006", HookExamples.Folder(HookExamples.Script(text)))).Message);

    [Theory]
    [InlineData("#!/bin/bash\n")]
    [InlineData("#!/usr/bin/env bash\n")]
    [InlineData("#!/bin/bash -eu\n")]
    [InlineData("#!/usr/bin/env -S bash -e\n")]
    [InlineData("#!/bin/bash\r\n")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("echo\n")]
    public void Does_not_catch(string text) =>
        Assert.Empty(HookExamples.Check("FH006", HookExamples.Folder(HookExamples.Script(text))));
}
