/// Why a command was not sent.
public enum AGIEncodingError: Error, Equatable, Sendable {
    /// A CR, LF or NUL: the first two would begin another command, the last would cut this one.
    case controlCharacter
    /// A name that is not `[A-Za-z_][A-Za-z0-9_]*`.
    case invalidName
    /// `${` or `$[`: with the channel variable `AGIEXECFULL` set, Asterisk would evaluate it
    /// (res/res_agi.c, `handle_exec`).
    case substitution
    /// No variables, or more than 90 (MSet reads 98 and takes the rest for the 99th).
    case variableCount(Int)
    /// An argument of `exec` that an application could read in two ways.
    case ambiguousArgument
    /// A line of more than 2,000 bytes with its LF. Asterisk before July 2025 read the rest as another command
    /// (res/res_agi.c, `AGI_BUF_LEN`).
    case tooLong
}
