/// What devices do, by name: `PJSIP/101`.
public struct DeviceStates: Sendable, Hashable {
    private var states: [String: DeviceState] = [:]

    /// Nothing is known of any device.
    public init() {}

    /// What a device does; ``DeviceState/unknown`` when nothing was told of it.
    public subscript(device: String) -> DeviceState { states[device] ?? .unknown }
    /// A call is on the device or comes in.
    public func isBusy(_ device: String) -> Bool { self[device].isBusy }
    /// All that are known.
    public var all: [String: DeviceState] { states }
    /// Devices with a call on them or coming in.
    public var busy: Set<String> { Set(states.filter(\.value.isBusy).keys) }

    /// - Returns: whether that is new.
    mutating func set(_ device: String, _ state: DeviceState) -> Bool {
        // A Local channel's device is its number: they would never end.
        guard !device.hasPrefix("Local/"), self[device] != state else { return false }
        states[device] = state == .unknown ? nil : state
        return true
    }
}
