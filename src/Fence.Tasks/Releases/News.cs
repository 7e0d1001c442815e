using System.Collections.Immutable;

namespace Fence.Tasks.Releases;

/// <summary>How a stage ended for a commit.</summary>
/// <param name="Commit">The commit's full ID.</param>
/// <param name="Context">What the status is called, such as <c>fence/BuildImage</c>; the latest one of a context counts.</param>
/// <param name="IsGood">Whether it ended well.</param>
/// <param name="Description">What it came to; GitHub keeps 140 characters.</param>
public sealed record CommitNews(string Commit, string Context, bool IsGood, string Description);

/// <summary>How a cluster got a commit.</summary>
/// <param name="Commit">The commit's full ID.</param>
/// <param name="Environment">The cluster.</param>
/// <param name="IsGood">Whether it has it.</param>
/// <param name="Description">What it came to.</param>
public sealed record DeploymentNews(string Commit, string Environment, bool IsGood, string Description);

/// <summary>What people are told of a tag.</summary>
/// <param name="Tag">The tag in git.</param>
/// <param name="Title">The headline.</param>
/// <param name="Notes">The notes, as Markdown.</param>
/// <param name="Assets">The files that come with it.</param>
public sealed record ReleaseNews(string Tag, string Title, string Notes, ImmutableArray<ReleaseFile> Assets);

/// <summary>A file of a release.</summary>
/// <param name="Name">Its name; a file of the same name is the same file.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record ReleaseFile(string Name, string MediaType, ReadOnlyMemory<byte> Bytes);
