/// Why an environment block was refused. Keys and names in it are plain ASCII words, safe to log.
public enum AGIEnvironmentError: Error, Equatable, Sendable {
    /// A key came twice: somebody wrote a line of his own into the block.
    case duplicateKey(String)
    /// Two arguments have the same `name=`: somebody wrote an argument of his own into the dialplan's `AGI()`.
    case duplicateArgument(String)
    /// `agi_arg_N` is not the next number.
    case argumentOutOfOrder
    /// A line without a colon, or with a key that is no word.
    case malformedLine
    /// More than 64 KiB.
    case tooLarge
    /// More than 192 lines.
    case tooManyLines
    /// The blank line that ends the block is missing.
    case incomplete
}
