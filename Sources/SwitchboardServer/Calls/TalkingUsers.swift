import CallControl
import Synchronization

/// Who is in a call on his mobile, for decisions: written by the picture, read by every question.
final class TalkingUsers: Sendable {
    /// Extensions, by call; only calls with somebody.
    private let users = Mutex<[String: Set<String>]>([:])

    /// Extensions.
    var current: Set<String> { users.withLock { $0.values.reduce(into: []) { $0.formUnion($1) } } }

    /// Those whose mobile leg has been answered and is still there, whomever they talk with or have on hold.
    func update(_ call: Call) {
        let talking = call.liveReal.compactMap { channel -> String? in
            guard channel.state == .up, case .mobile(let user) = channel.mark else { return nil }
            return user
        }
        users.withLock { $0[call.id] = talking.isEmpty ? nil : Set(talking) }
    }

    /// The call is over, or part of another.
    func forget(_ call: String) {
        users.withLock { $0[call] = nil }
    }

    /// Nothing is known any more.
    func forgetAll() {
        users.withLock { $0 = [:] }
    }
}
