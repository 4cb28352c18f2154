import Routing
import Synchronization

/// The table in force, and those that calls under way still go by.
public final class RoutingTables: Sendable {
    private struct State {
        var current: RoutingTable?
        /// Newest last.
        var earlier: [RoutingTable] = []
    }

    /// How many earlier tables are kept. A call outlives this many changes only if it rings through all of them.
    private static let kept = 32

    private let state = Mutex(State())

    /// None yet: every question is left to the failure route.
    public init() {}

    /// The table new calls are decided by.
    public var current: RoutingTable? { state.withLock { $0.current } }

    /// Puts a new table in force. Calls under way keep theirs.
    public func swap(in table: RoutingTable) {
        state.withLock { state in
            if let current = state.current, current.revision != table.revision { state.earlier.append(current) }
            state.earlier = state.earlier.suffix(Self.kept)
            state.current = table
        }
    }

    /// Takes up tables from before this process started, for calls that began then. Oldest first.
    public func remember(_ earlier: [RoutingTable]) {
        state.withLock { $0.earlier = (earlier + $0.earlier).suffix(Self.kept) }
    }

    /// The table a call goes by: that of its first question, or the one in force when that is not known any more.
    func table(for revision: Int?) -> RoutingTable? {
        state.withLock { state in
            guard let revision, revision != state.current?.revision else { return state.current }
            return state.earlier.last { $0.revision == revision } ?? state.current
        }
    }
}
