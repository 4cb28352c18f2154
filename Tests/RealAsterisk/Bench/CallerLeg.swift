/// A caller that the world's Asterisk plays.
@dynamicMemberLookup
public struct CallerLeg: Sendable {
    let id: String
    /// Its dialog with the PBX.
    public let leg: ObservedLeg
    let world: World

    /// Hangs up: BYE, or CANCEL before the answer.
    public func hangUp() async throws { try await world.hangUp(call: id) }

    /// Everything that its dialog can be asked.
    public subscript<Value>(dynamicMember path: KeyPath<ObservedLeg, Value>) -> Value { leg[keyPath: path] }
}
