/// A channel as an event shows it (manager_channels.c, `ast_manager_build_channel_state_string_prefix`).
public struct ChannelSnapshot: Sendable, Hashable {
    /// Uniqueid: stays with the device through renames and masquerades.
    public var id: String
    /// Linkedid: Uniqueid of the oldest channel of the call.
    public var call: String
    /// `PJSIP/101-0000002a`.
    public var name: String
    /// How far its call has come.
    public var state: ChannelState
    /// Who is at the other end of the wire; `nil`: not known.
    public var callerNumber: String?
    /// His name.
    public var callerName: String?
    /// Who he is told he is connected with.
    public var connectedNumber: String?
    /// That one's name.
    public var connectedName: String?
    /// Where in the dialplan it is.
    public var context: String
    /// Where in the dialplan it is.
    public var `extension`: String
    /// What manager.conf's `channelvars` shows of it; only those that are set.
    public var variables: [String: String]

    /// A channel of these values.
    public init(
        id: String, call: String, name: String, state: ChannelState = .down, callerNumber: String? = nil,
        callerName: String? = nil, connectedNumber: String? = nil, connectedName: String? = nil, context: String = "",
        extension: String = "", variables: [String: String] = [:]
    ) {
        self.id = id
        self.call = call
        self.name = name
        self.state = state
        self.callerNumber = callerNumber
        self.callerName = callerName
        self.connectedNumber = connectedNumber
        self.connectedName = connectedName
        self.context = context
        self.extension = `extension`
        self.variables = variables
    }
}
