namespace Fence.Tasks.Definition;

/// <summary>Reads the section <c>image</c>.</summary>
internal static class ImageReader
{
    private const string Unknown = "unknown";

    public static ImageDefinition Read(YamlSection file, Brand brand)
    {
        file.Require("image", "Add a section 'image' with 'repository' and 'base'; docs/reference/fence.yml shows one.");
        var image = file.Section("image", DefinitionKeys.Image);
        if (image is null)
        {
            return new ImageDefinition
            {
                Repository = Unknown,
                Base = Unknown,
                Context = ".",
                Dockerfile = "",
                Hooks = "",
                HookFolder = brand.HookFolder,
            };
        }

        var context = PathOf(image, "context", ".");
        return new ImageDefinition
        {
            Repository = RepositoryOf(image),
            Base = BaseOf(image),
            Context = context,
            Dockerfile = PathOf(image, "dockerfile", "images/stack-alsek/Dockerfile", context),
            Hooks = PathOf(image, "hooks", "hooks", context),
            HookFolder = brand.HookFolder,
            Manifest = image.Has("manifest") ? PathOf(image, "manifest", "manifest.yml") : null,
            Maintainer = image.Text("maintainer"),
            Builder = BuilderOf(image),
            Arguments = ImageArgumentReader.Read(image),
        };
    }

    private static string RepositoryOf(YamlSection image)
    {
        var repository = image.RequiredText("repository", "exampleco/stack-alsek");
        if (repository is null || DefinitionSyntax.IsRepository(repository))
            return repository ?? Unknown;
        if (DefinitionSyntax.NamesRegistry(repository))
            image.Refuse(
                "FY010",
                "repository",
                $"'{repository}' begins with a registry",
                "Leave the registry out: it belongs to the cluster, under 'registry'.");
        else
            image.Refuse(
                "FY010",
                "repository",
                $"'{repository}' is not a repository",
                "Lower case letters, digits, and single '.', '_' or '-' between them, with '/' between the parts; no tag.");
        return repository;
    }

    private static string BaseOf(YamlSection image)
    {
        var reference = image.RequiredText("base", "helion/stack-alsek:kato-patched");
        if (reference is not null && !DefinitionSyntax.IsReference(reference))
            image.Refuse(
                "FY010",
                "base",
                $"'{reference}' is not an image",
                "Write it as behind FROM, such as 'helion/stack-alsek:kato-patched'.");
        return reference ?? Unknown;
    }

    private static string PathOf(YamlSection image, string key, string otherwise, string context = ".")
    {
        var given = image.Text(key);
        var path = DefinitionSyntax.RelativePath(given ?? otherwise);
        if (path is null)
            image.Refuse(
                "FY011",
                key,
                $"'{given}' does not stay in the folder of the file",
                "Give a path below it, relative and with '/'.");
        else if (!DefinitionSyntax.IsInside(path, context) && key is not "context")
            image.Refuse(
                "FY011",
                key,
                $"'{path}' is not in the context '{context}'",
                "The engine gets the context only: move it there, or widen the context.");
        return path ?? otherwise;
    }

    private static string? BuilderOf(YamlSection image)
    {
        var builder = image.Text("builder");
        if (builder is not null && DefinitionSyntax.FaultOfEndpoint(builder, "unix", "tcp", "ssh") is { } fault)
            image.Refuse(
                "FY009", "builder", fault, "Write 'unix:///var/run/docker.sock', 'tcp://host:2376' or 'ssh://user@host'.");
        return builder;
    }
}
