namespace Fence.Pipeline;

/// <summary>How a target answers that shows something to people.</summary>
internal enum AnswerFormat
{
    Text,
    Markdown,
}
