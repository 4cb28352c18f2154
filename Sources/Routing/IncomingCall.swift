/// A call that asks where to go.
public struct IncomingCall: Sendable, Hashable {
    /// Where it comes from.
    public enum Origin: Sendable, Hashable {
        /// From a trunk.
        case external
        /// From a phone or gateway of the office; `device` is Asterisk's name of it, `PJSIP/101`.
        case `internal`(device: String)
        /// To a client who asked a queue to be called back: the caller is the client, and what was dialled the queue.
        case callback(queue: String, language: String?)
    }

    /// A number as it was dialled or shown, and what the numbering plan makes of it.
    public struct Number: Sendable, Hashable {
        /// The characters, cleaned to digits, `+`, `*` and `#`.
        public var text: String
        /// Read by the office's country; `nil` for extensions, codes and nonsense.
        public var parsed: PhoneNumber?

        /// A number of these parts.
        public init(text: String, parsed: PhoneNumber?) {
            self.text = text
            self.parsed = parsed
        }
    }

    /// Where it comes from.
    public var origin: Origin
    /// What was dialled.
    public var dialled: Number
    /// Who is calling; `nil` for anonymous callers.
    public var caller: Number?
    /// Who forwarded the call to the office; `nil` where nobody did.
    public var diverter: Number?
    /// Why he did.
    public var diversionReason: DiversionChain.Reason
    /// Who hands the call on, where somebody does: it is decided as a call of his inside the office, and ``caller`` is
    /// his client.
    public var transfer: CallTransfer?

    /// A call of these values.
    public init(
        origin: Origin, dialled: Number, caller: Number?, diverter: Number? = nil,
        diversionReason: DiversionChain.Reason = .unknown, transfer: CallTransfer? = nil
    ) {
        self.origin = origin
        self.dialled = dialled
        self.caller = caller
        self.diverter = diverter
        self.diversionReason = diversionReason
        self.transfer = transfer
    }

    /// Whether the caller is outside the office.
    public var isExternal: Bool { origin == .external }
}
