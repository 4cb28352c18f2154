extension RoutingTable {
    /// Whom to tell of a call that a destination has missed; `nil`: nobody.
    public func addresses(ofMissed destination: Destination) -> AlertAddresses? {
        switch destination {
        case .user(let name): user(name)?.notify
        case .group(let name): group(name)?.notify
        case .queue(let name): queues[name]?.notify
        default: nil
        }
    }

    /// Whom to tell of the callbacks of a queue, by its name; `nil`: nobody.
    public func addresses(ofCallbacksOf queue: String) -> AlertAddresses? { queues[queue]?.callback?.notify }
}
