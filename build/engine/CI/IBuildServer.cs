namespace Nuke.Common.CI;

/// <summary>A host that is a CI server. <see cref="NukeBuild.IsServerBuild"/> is true on those.</summary>
public interface IBuildServer;
