import Synchronization

/// Prints what happens on the wire, until the scene is over.
final class Telling: Sendable {
    private let isOver = Mutex(false)

    func hear(_ line: String) {
        isOver.withLock { if !$0 { say("    \(line)") } }
    }

    func end() {
        isOver.withLock { $0 = true }
    }
}
