extension RoutingTable {
    /// Whom to tell of a call that a destination has missed; `nil`: nobody.
    public func addresses(ofMissed destination: Destination) -> AlertAddresses? {
        switch destination {
        case .user(let name): user(name)?.notify
        case .group(let name): group(name)?.notify
        case .queue(let name): queueAddresses[name]
        default: nil
        }
    }

    /// Whom to tell of a queue's callbacks; `nil`: nobody.
    public func addresses(ofCallbacksOf queue: String) -> AlertAddresses? { callbackAddresses[queue] }
}
