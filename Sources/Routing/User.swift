/// A person or desk with an extension.
public struct User: Sendable, Hashable, Codable {
    /// The short number.
    public var `extension`: String
    /// Shown to colleagues.
    public var name: String
    /// Asterisk device of the desk phone, `PJSIP/101`; `nil`: the short number is the mobile.
    public var phone: String?
    /// E.164 number of the mobile.
    public var mobile: String?
    /// Spoken languages, best first.
    public var languages: [String]
    /// `false`: a second caller hears busy, so the busy rule applies.
    public var callWaiting: Bool
    /// Clients never see the mobile's number.
    public var hideNumber: Bool
    /// The phone hangs behind an analog gateway.
    public var analog: Bool
    /// The schedule of his working hours: outside it groups and familiar callers don't ring him; `nil`: always.
    public var shift: String?
    /// The mailbox, if there is one.
    public var voicemail: VoicemailBox?
    /// Forwards, at most one for each condition and scope.
    public var forward: [ForwardingRule]
    /// Whether his calls with the outside are recorded.
    @OffByDefault public var record: Bool
    /// Whom to tell of missed calls and messages.
    public var notify: AlertAddresses?

    /// A user of these values, unchecked.
    public init(
        extension: String, name: String, phone: String? = nil, mobile: String? = nil, languages: [String] = [],
        callWaiting: Bool = true, hideNumber: Bool = false, analog: Bool = false, shift: String? = nil,
        voicemail: VoicemailBox? = nil, forward: [ForwardingRule] = [], record: Bool = false,
        notify: AlertAddresses? = nil
    ) {
        self.extension = `extension`
        self.name = name
        self.phone = phone
        self.mobile = mobile
        self.languages = languages
        self.callWaiting = callWaiting
        self.hideNumber = hideNumber
        self.analog = analog
        self.shift = shift
        self.voicemail = voicemail
        self.forward = forward
        self.record = record
        self.notify = notify
    }
}

/// A mailbox in Asterisk's own voicemail.
public struct VoicemailBox: Sendable, Hashable, Codable {
    /// Where messages are mailed to.
    public var email: String?
    /// Digits that open the box by phone.
    public var pin: String?

    /// A mailbox of these values, unchecked.
    public init(email: String? = nil, pin: String? = nil) {
        self.email = email
        self.pin = pin
    }
}
