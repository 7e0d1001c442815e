namespace Nuke.Common.Tooling;

/// <summary>Takes settings and returns them changed.</summary>
/// <typeparam name="T">The settings.</typeparam>
public delegate T Configure<T>(T settings);
