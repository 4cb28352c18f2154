/// Asterisk's answer to one command.
public struct AGIReply: Sendable, Equatable {
    /// 200 done, 510 unknown command, 511 not permitted on a dead channel, 520 wrong syntax.
    public var code: Int
    /// What stands after `result=`; empty if nothing does. What it means is up to the command: `EXEC` gives the
    /// application's return value, -1 or -2 on failure.
    public var result: String
    /// What stands in parentheses after the result: a variable's value, or a word such as `timeout`.
    public var value: String?
    /// Where a played or recorded file stopped, in samples.
    public var endpos: Int?
    /// The text between the first and the last line of a 520, without those.
    public var usage: String?

    /// Makes a reply, for tests of a conversation.
    public init(code: Int, result: String = "", value: String? = nil, endpos: Int? = nil, usage: String? = nil) {
        self.code = code
        self.result = result
        self.value = value
        self.endpos = endpos
        self.usage = usage
    }

    /// Whether the command was run, whatever came of it.
    public var isSuccess: Bool { code == 200 }
}
