extension AMIStateMachine {
    /// Sends an action. What comes of it comes as `complete` with this id.
    ///
    /// - Parameter limit: the time for the reply, and for a list's last entry.
    mutating func send(_ action: AMIAction, id: Int, within limit: Duration) {
        guard state == .ready else { return perform(.complete(id: id, .failure(.notConnected))) }
        do {
            let bytes = try action.encoded(id: actions.actionID(id))
            actions.add(id, as: action.actionID)
            perform(.write(bytes))
            perform(.start(.action(id), limit))
        } catch {
            perform(.complete(id: id, .failure(.refused(error))))
        }
    }

    /// A response goes to its action, an entry of a list to its list, every other event to whoever listens.
    mutating func receivedReady(_ message: AMIMessage) {
        if message.response != nil {
            if let id = actions.id(of: message) { complete(id, actions.receivedResponse(message, to: id)) }
        } else if let event = message.event {
            // A UserEvent carries what ActionID its sender likes, and is never an entry of a list.
            if event != "UserEvent", let id = actions.id(of: message), actions.isList(id) {
                complete(id, actions.receivedEntry(message, of: id))
            } else {
                perform(.deliver(message))
            }
        }
    }

    private mutating func complete(_ id: Int, _ reply: AMIReply?) {
        if let reply { perform(.complete(id: id, .success(reply))) }
    }
}
