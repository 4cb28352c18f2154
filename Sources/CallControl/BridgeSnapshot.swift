/// A bridge as an event shows it (manager_bridges.c, `ast_manager_build_bridge_state_string_prefix`).
public struct BridgeSnapshot: Sendable, Hashable {
    /// BridgeUniqueid.
    public var id: String
    /// BridgeType: `basic` for calls, whose channels get one Linkedid; `base` for conferences; `parking`.
    public var type: String
    /// BridgeTechnology: `simple_bridge`, `softmix`, `holding_bridge`, …
    public var technology: String
    /// How many channels are in it, those included that AMI does not show.
    public var channelCount: Int

    /// A bridge of these values.
    public init(id: String, type: String = "basic", technology: String = "simple_bridge", channelCount: Int) {
        self.id = id
        self.type = type
        self.technology = technology
        self.channelCount = channelCount
    }

    /// Those in it hear music or nothing, never each other (bridge_holding.c).
    public var isHolding: Bool { technology == "holding_bridge" }
}
