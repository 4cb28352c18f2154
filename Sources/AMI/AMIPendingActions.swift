/// The actions of a connection that wait for a reply, by number.
struct AMIPendingActions {
    private struct Pending {
        /// A list as far as it has come.
        var list: AMIReply?
        /// Nobody waits any more, but what still comes of it has to be told from what was not asked for.
        var isAbandoned = false
    }

    /// What all `ActionID`s begin with.
    var idPrefix = ""
    private var pending: [Int: Pending] = [:]
    /// Those with an `ActionID` of their own.
    private var named: [String: Int] = [:]

    /// The `ActionID` of an action. Short, as some actions cut it (`action_coresettings`: 150 bytes with its header).
    func actionID(_ id: Int) -> String { "\(idPrefix)-\(id)" }

    /// The number of the action a message belongs to; nil if it is none of these.
    func id(of message: AMIMessage) -> Int? {
        guard !pending.isEmpty, let actionID = message.actionID else { return nil }
        if let id = named[actionID] { return id }
        guard actionID.hasPrefix(idPrefix + "-"), let id = Int(actionID.dropFirst(idPrefix.count + 1)),
            pending[id] != nil
        else { return nil }
        return id
    }

    /// Whether an action has been answered with the beginning of a list.
    func isList(_ id: Int) -> Bool { pending[id]?.list != nil }

    mutating func add(_ id: Int, as actionID: String? = nil) {
        pending[id] = Pending()
        if let actionID { named[actionID] = id }
    }

    /// Takes a response.
    ///
    /// - Returns: the reply if this is all of it and somebody waits for it.
    mutating func receivedResponse(_ response: AMIMessage, to id: Int) -> AMIReply? {
        let reply = AMIReply(response: response)
        guard let flag = response["EventList"], flag.utf8.equalsIgnoringCase("start".utf8), reply.isSuccess else {
            return remove(id, reply)
        }
        pending[id]?.list = reply
        return nil
    }

    /// Takes an event of a list.
    ///
    /// - Returns: the reply if this event completes it and somebody waits for it.
    mutating func receivedEntry(_ event: AMIMessage, of id: Int) -> AMIReply? {
        // `Complete`, or `cancelled` (`astman_send_response_full`): either is the last.
        if event["EventList"] != nil { return pending[id]?.list.flatMap { remove(id, $0) } }
        if pending[id]?.isAbandoned == false { pending[id]?.list?.events.append(event) }
        return nil
    }

    /// Nobody waits for this action any more.
    ///
    /// - Returns: whether somebody did.
    mutating func abandon(_ id: Int) -> Bool {
        guard let action = pending[id], !action.isAbandoned else { return false }
        pending[id]?.isAbandoned = true
        pending[id]?.list?.events = []
        return true
    }

    /// Forgets all.
    ///
    /// - Returns: those somebody waits for, the oldest first.
    mutating func removeAll() -> [Int] {
        defer { (pending, named) = ([:], [:]) }
        return pending.filter { !$0.value.isAbandoned }.keys.sorted()
    }

    private mutating func remove(_ id: Int, _ reply: AMIReply) -> AMIReply? {
        if let name = named.first(where: { $0.value == id })?.key { named[name] = nil }
        return pending.removeValue(forKey: id)?.isAbandoned == false ? reply : nil
    }
}
