/// A queue of a scenario.
struct BenchQueue {
    let `extension`: String
    let members: [String]
    var keys = ""
    var callback = ""

    /// What clients see who are called back from it.
    var callerID: String { "+74951230\(`extension`.suffix(3))" }

    var yaml: String {
        let offer = callback.isEmpty ? "" : "callback: { key: 1, callerId: \(callerID), \(callback) }, "
        return "{ extension: \(`extension`), name: q\(`extension`), strategy: leastrecent, "
            + "members: [\(members.joined(separator: ", "))], ring: 8s, \(keys)\(offer)"
            + "otherwise: { after: 2m, to: operator } }"
    }

    /// One with these agents.
    static func of(
        _ extension: String, agents: String..., callback: String = "offer: 3s, window: 1m, retry: 3s, attempts: 2"
    ) -> Self {
        .init(extension: `extension`, members: agents.map { "user \($0)" }, callback: callback)
    }
}
