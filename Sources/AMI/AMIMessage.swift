/// What Asterisk sends: an event or a response, as headers in the order they came.
///
/// Names may occur more than once (`Variable`, `Output`) and are compared without regard to case, as Asterisk does
/// (main/manager.c, `__astman_get_header`). The bytes are kept as they came and become strings only when asked for;
/// invalid UTF-8 is repaired then.
public struct AMIMessage: Sendable, Equatable {
    /// Where one header's name and value stand in `bytes`.
    struct Field: Sendable, Equatable {
        var name: Range<Int>
        var value: Range<Int>
    }

    /// All names and values, one after the other, without separators.
    var bytes: [UInt8] = []
    /// The headers in the order they came.
    var fields: [Field] = []

    init() {}

    /// Makes a message of these headers, for tests of whatever reads messages.
    public init(_ headers: KeyValuePairs<String, String>) {
        for header in headers { append(name: header.key.utf8, value: header.value.utf8) }
    }

    /// All headers in the order they came.
    public var headers: [(name: String, value: String)] {
        fields.map { (string($0.name), string($0.value)) }
    }

    /// The value of the first header of this name, or nil if there is none. Asterisk writes its own headers before
    /// those a caller or another program can add, so the first is the one to believe.
    public subscript(_ name: String) -> String? {
        fields.first { isName($0, name.utf8) }.map { string($0.value) }
    }

    /// The values of all headers of this name, in order.
    public func values(of name: String) -> [String] {
        fields.filter { isName($0, name.utf8) }.map { string($0.value) }
    }

    /// What kind of event this is (`Newchannel`), or nil if it is none.
    ///
    /// Only the first header counts: a `UserEvent` carries headers of others, which may well be called `Response`.
    public var event: String? { firstHeader("Event") }

    /// `Success`, `Error` or `Goodbye` if this is a response, else nil. Only the first header counts.
    public var response: String? { firstHeader("Response") }

    /// The `ActionID` of the action this belongs to, or nil if it belongs to none.
    public var actionID: String? { self["ActionID"] }

    mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: name)
        let middle = bytes.count
        bytes.append(contentsOf: value)
        fields.append(Field(name: start..<middle, value: middle..<bytes.count))
    }

    private func firstHeader(_ name: String) -> String? {
        guard let field = fields.first, isName(field, name.utf8) else { return nil }
        return string(field.value)
    }

    private func isName(_ field: Field, _ name: String.UTF8View) -> Bool {
        field.name.count == name.count && bytes[field.name].equalsIgnoringCase(name)
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
