using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Staging and starting wait for the hook to end, and give up after a time.</summary>
internal sealed class NeverReturns : IHookRule
{
    public Rule Rule { get; } = new("FH026", Severity.Error, "a command that never returns");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) =>
        from hook in inspection.Hooks
        from command in hook.Variables.Commands
        where !hook.IsInBackground(command)
        let what = WhatStays(hook, command)
        where what is not null
        select Rule.Finding(
            $"{what} never returns, and the application never starts",
            "Put '&' behind it, or let the image's own supervisor run it.",
            hook.Source.Span(command.Start, command.End));

    private static string? WhatStays(InspectedHook hook, ShellCommand command)
    {
        var words = command.WithoutPrefix();
        var name = words.Name();
        var arguments = words.Skip(1).Select(word => word.LiteralPrefix).ToList();
        var stays = name switch
        {
            "tail" => arguments.Exists(a => a is "-F" or "--retry" || IsFlag(a, 'f') || a.StartsWith("--follow", StringComparison.Ordinal)) && !arguments.Exists(a => a.StartsWith("--pid", StringComparison.Ordinal)),
            "sleep" => arguments is ["infinity" or "inf"],
            "watch" or "top" or "htop" => !arguments.Exists(a => IsFlag(a, 'b') || IsFlag(a, 'n')) && arguments is not ["--version" or "--help"],
            "nginx" => arguments.Exists(a => a.Contains("daemon off", StringComparison.Ordinal)),
            "apachectl" or "apache2ctl" or "apache2" or "httpd" => arguments.Exists(a => a is "FOREGROUND" or "-DFOREGROUND"),
            "sshd" => arguments.Exists(a => IsFlag(a, 'D')),
            "cron" or "crond" => arguments.Exists(a => IsFlag(a, 'f')),
            "supervisord" => arguments.Exists(a => IsFlag(a, 'n') || a is "--nodaemon"),
            "python" or "python2" or "python3" => arguments is ["-m", "http.server" or "SimpleHTTPServer", ..],
            _ => false,
        };
        if (stays)
            return name;
        return hook.EndlessLoop(command) ? "this loop" : null;
    }

    /// <summary>A letter among short options.</summary>
    private static bool IsFlag(string argument, char letter) =>
        argument is ['-', not '-', ..] && argument.Length <= 4 && argument.Contains(letter, StringComparison.Ordinal) && argument.Skip(1).All(char.IsAsciiLetter);
}
