/// What Asterisk tells of the channel when it connects: the `agi_…: value` lines up to the blank line.
///
/// Source: res/res_agi.c, `launch_netscript` (the two `agi_network` lines) and `setup_env` (the others).
/// The bytes are kept as they came and become strings only when asked for; invalid UTF-8 is repaired then.
public struct AGIEnvironment: Sendable, Equatable {
    /// Where one line's key and value stand in `bytes`.
    struct Field: Sendable, Equatable {
        var key: Range<Int>
        var value: Range<Int>
    }

    /// All keys and values, one after the other, without separators.
    var bytes: [UInt8] = []
    /// The lines in the order they came; no key occurs twice.
    var fields: [Field] = []
    /// The values of `agi_arg_1`, `agi_arg_2`, … in that order.
    var argumentRanges: [Range<Int>] = []

    /// The value of any key (`"agi_context"`), or nil if Asterisk did not send it.
    public subscript(key: String) -> String? {
        fields.first { bytes[$0.key].elementsEqual(key.utf8) }.map { string($0.value) }
    }

    /// What stands after the slash in `agi://host:port/script`; empty if nothing does.
    public var script: String { self["agi_network_script"] ?? "" }

    /// The channel's name (`PJSIP/101-0000001f`).
    public var channel: String { self["agi_channel"] ?? "" }

    /// The caller's number, or nil if it is withheld; Asterisk then writes `unknown`.
    public var callerNumber: String? { known("agi_callerid") }

    /// The caller's name as the caller's side gave it, or nil if there is none.
    public var callerName: String? { known("agi_calleridname") }

    /// The channel's unique id (`1767225600.17`).
    public var uniqueID: String { self["agi_uniqueid"] ?? "" }

    /// The language of prompts on the channel (`en`).
    public var language: String { self["agi_language"] ?? "" }

    /// The arguments of the dialplan's `AGI()` after the address, in order.
    public var arguments: [String] { argumentRanges.map(string) }

    /// The value of the argument written `name=value`, or nil if there is none of that name.
    public func argument(_ name: String) -> String? {
        for range in argumentRanges {
            guard let given = argumentName(in: range), bytes[given].elementsEqual(name.utf8) else { continue }
            return string(given.upperBound + 1..<range.upperBound)
        }
        return nil
    }

    /// Where the name stands in an argument written `name=value`; nil if it is not written so.
    func argumentName(in range: Range<Int>) -> Range<Int>? {
        guard let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = range.lowerBound..<equals
        return bytes[name].isVariableName ? name : nil
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func known(_ key: String) -> String? {
        guard let value = self[key], !value.isEmpty, value != "unknown" else { return nil }
        return value
    }
}
