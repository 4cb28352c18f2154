/// An action for Asterisk: its name and fields in order. The connection adds the `ActionID`.
///
/// What is in a field may come from a caller. `encoded(id:)` sees to it that it stays where it was put.
public struct AMIAction: Sendable, Equatable {
    /// A header of the action.
    public struct Field: Sendable, Equatable {
        /// What stands before the colon.
        public var name: String
        /// What stands after it. Asterisk skips blanks at its beginning.
        public var value: String

        /// Makes a field; it is checked when it is sent.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The action (`QueueAdd`).
    public var name: String
    /// Its headers; a name may occur more than once (`Variable`).
    public var fields: [Field]
    /// An `ActionID` of the sender's own, which a UserEvent shows to all (main/manager.c, `action_userevent`); nil has the
    /// connection give one. Of two that are under way at the same time only the later one gets its reply.
    public var actionID: String?

    /// Makes an action; it is checked when it is sent.
    public init(_ name: String, _ fields: [Field] = []) {
        self.name = name
        self.fields = fields
    }

    /// Makes an action with its fields written out: `AMIAction("Hangup", ["Channel": name, "Cause": "16"])`.
    public init(_ name: String, _ fields: KeyValuePairs<String, String>) {
        self.init(name, fields.map { Field($0.key, $0.value) })
    }
}
