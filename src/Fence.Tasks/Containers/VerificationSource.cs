using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Definition;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Containers;

/// <summary>All that decides what a verification comes to, except the image.</summary>
/// <param name="Brand">The brand of the cluster.</param>
/// <param name="Contract">What is wanted.</param>
/// <param name="Application">The application that lives on the image.</param>
/// <param name="Declared">The admin hooks that the image has to have, with the files they are made of.</param>
/// <param name="IsPrivileged">Whether the cluster makes its containers privileged.</param>
public sealed record VerificationSource(
    Brand Brand, VerifyDefinition Contract, Application Application, ImmutableSortedDictionary<string, string> Declared, bool IsPrivileged)
{
    /// <summary>Reads it from a definition.</summary>
    /// <exception cref="Diagnostics.FenceException">There is no application where the definition says.</exception>
    public static VerificationSource Read(FenceDefinition definition) => new(
        definition.Brand,
        definition.Verify,
        ApplicationOf(definition),
        HookFolderReader.Read(definition.RootDirectory, definition.Image.Hooks).Hooks
            .ToImmutableSortedDictionary(hook => hook.Name, hook => hook.Path, StringComparer.Ordinal),
        definition.Policy.Privileged == true);

    /// <summary>The same for an image that is not built from the repository: an application has to live on it, and no more.</summary>
    public VerificationSource WithoutContract() => this with
    {
        Declared = ImmutableSortedDictionary<string, string>.Empty,
        Contract = new VerifyDefinition { App = Contract.App, HookSeconds = Contract.HookSeconds, StartSeconds = Contract.StartSeconds },
    };

    /// <summary>Computes the digest.</summary>
    public async Task<string> ComputeDigestAsync(CancellationToken cancellationToken)
    {
        string[] parts =
        [
            Brand.Name,
            JsonSerializer.Serialize(Contract, ContractJson.Default.VerifyDefinition),
            await ApplicationFile.ComputeDigestAsync(Application.Files, cancellationToken),
            string.Join(',', Declared.Keys),
            IsPrivileged ? "privileged" : "unprivileged",
            HookCommand.Script,
        ];
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => $"{part.Length}:{part}\n")))))}";
    }

    private static Application ApplicationOf(FenceDefinition definition) => definition.Verify.App is { } app
        ? ApplicationReader.Read(definition.FullPath(app), app)
        : BuiltInApplication.Read();
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VerifyDefinition))]
internal sealed partial class ContractJson : JsonSerializerContext;
