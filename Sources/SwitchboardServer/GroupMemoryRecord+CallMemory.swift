import Routing
import Storage

extension GroupMemoryRecord {
    /// The same, as a decision takes it.
    var callMemory: [String: CallMemory.Group] {
        groups.mapValues { group in
            CallMemory.Group(
                members: group.members.mapValues { CallMemory.Member(calls: $0.calls, last: $0.last) }, turn: group.turn
            )
        }
    }
}
