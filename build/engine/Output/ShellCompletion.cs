namespace Nuke.Common.Execution;

/// <summary>The shells that can complete targets and parameters.</summary>
internal enum Shell
{
    Bash,
    Zsh,
    PowerShell,
}

/// <summary>Scripts that let a shell complete targets and parameters behind <c>build.sh</c>.</summary>
internal static class ShellCompletion
{
    /// <summary>The script for the shell, to be sourced by it.</summary>
    public static string For(Shell shell, IEnumerable<ExecutableTarget> targets, IEnumerable<ParameterDeclaration> parameters)
    {
        var options = parameters.Where(p => p.Attribute.List).Select(p => "--" + p.Option);
        var words = targets.Where(t => t.IsListed).Select(t => t.Name).Concat(options).ToList();
        return shell switch
        {
            Shell.Bash => $"""
                # ./build.sh --completion bash >> ~/.bashrc
                complete -o default -W '{string.Join(' ', words)}' build.sh ./build.sh

                """,
            Shell.Zsh => $"""
                # ./build.sh --completion zsh >> ~/.zshrc, behind compinit
                _fence_build() {'{'} compadd -- {string.Join(' ', words)} {'}'}
                compdef _fence_build build.sh

                """,
            _ => $$"""
                # ./build.sh --completion powershell >> $PROFILE
                Register-ArgumentCompleter -Native -CommandName build, build.cmd, build.sh -ScriptBlock {
                    param($word)
                    @({{string.Join(", ", words.Select(w => $"'{w}'"))}}) | Where-Object { $_ -like "$word*" }
                }

                """,
        };
    }
}
