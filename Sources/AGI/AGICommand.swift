/// A command that can be sent to Asterisk, and nothing else can: there is no way to send a line of text.
///
/// What is in a command may come from a caller. `encoded()` sees to it that it stays where it was put.
public enum AGICommand: Sendable, Equatable {
    /// Runs a dialplan application: `EXEC application "argument,argument"`.
    ///
    /// The arguments go unescaped, since it depends on the application which of them it unescapes: its parser does so
    /// with all but the last it declares (main/app.c, `__ast_app_separate_args`). So one that would not mean the same
    /// either way is refused: with a quote, a backslash, an open bracket, or a comma outside brackets. For values of
    /// any kind there is `setVariables`.
    case exec(application: String, arguments: [String])

    /// Sets channel variables in the given order, all in one round trip: `EXEC MSet "A=1,B=2"`.
    ///
    /// Values may hold any character but CR, LF and NUL, and arrive as they are.
    case setVariables([AGIVariable])

    /// Writes a message to Asterisk's console at a verbosity of 1 to 4.
    case verbose(String, level: Int)

    /// Hangs up the channel.
    case hangup
}
