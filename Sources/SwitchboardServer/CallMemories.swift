import Dispatch
import Foundation
import Logging
import Routing
import Storage
import Synchronization

/// What calls leave behind for later ones: who talked with whom, and whose turn it is in hunt groups; and who is talking.
///
/// Groups are kept in memory and written behind, so that no caller waits for the disk; talks are read from the store, so
/// that what another process erases is gone at once.
public final class CallMemories: Sendable {
    private let store: OfficeStore
    private let logger: Logger
    private let groups: Mutex<[String: CallMemory.Group]>
    /// Extensions of users who are in a call on their mobile now.
    private let talking: @Sendable () -> Set<String>
    /// Writes one after the other.
    private let writer = DispatchQueue(label: "switchboard.memories")

    /// Reads what earlier processes left; what can't be read is logged, and begins anew.
    ///
    /// - Parameters:
    ///   - table: the groups that there are; others are forgotten. `nil`: not known.
    ///   - talking: extensions of users who are in a call on their mobile at the time of asking.
    init(
        store: OfficeStore, table: RoutingTable?, logger: Logger,
        talking: @escaping @Sendable () -> Set<String> = { [] }
    ) {
        self.store = store
        self.talking = talking
        self.logger = logger
        do {
            if let table { try store.forgetGroups(except: table.groupNames) }
            groups = Mutex(try store.groupMemory().callMemory)
        } catch {
            logger.error("the memory of the hunt groups can't be read", metadata: ["error": "\(error)"])
            groups = Mutex([:])
        }
    }

    /// What the next decision of a call may need. Rules of a number are looked at when it begins, and after a familiar
    /// employee has rung; else nobody asks for talks.
    func memory(
        for call: IncomingCall, after cursor: CallCursor?, table: RoutingTable, at moment: Date
    ) -> CallMemory {
        let looksAtRules =
            switch cursor?.frame {
            case .familiar: true
            default: cursor == nil
            }
        return CallMemory(
            talks: looksAtRules ? talks(for: call, table: table, at: moment) : [], groups: groups.withLock { $0 },
            seed: UInt64.random(in: .min ... .max), talking: talking(), agents: agents(for: call, table: table))
    }

    private func agents(for call: IncomingCall, table: RoutingTable) -> Agents {
        do {
            return try store.agents(for: call, table: table)
        } catch {
            logger.error("the agents' states can't be read", metadata: ["error": "\(error)"])
            return Agents()
        }
    }

    /// Extensions of the queues that the caller has asked to call him back, and that have not yet.
    func openCallbacks(of call: IncomingCall) -> Set<String> {
        do {
            return try store.openCallbacks(of: call)
        } catch {
            logger.error("the callbacks of a caller can't be read", metadata: ["error": "\(error)"])
            return []
        }
    }

    private func talks(for call: IncomingCall, table: RoutingTable, at moment: Date) -> [CallMemory.Talk] {
        do {
            return try store.talks(for: call, table: table, at: moment)
        } catch {
            logger.error("the talks of a caller can't be read", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// A member of a group is rung.
    func note(_ turn: GroupTurn) {
        groups.withLock { $0[turn.group, default: .init()].turn = turn.member }
        write { try $0.groupRang(turn.group, member: turn.member) }
    }

    /// Somebody has answered.
    func note(_ answer: CallAnswer) {
        if let member = answer.member {
            groups.withLock { groups in
                var known = groups[member.group]?.members[member.member] ?? .init()
                known.calls += 1
                known.last = answer.date
                groups[member.group, default: .init()].members[member.member] = known
            }
            write { try $0.groupAnswered(member.group, member: member.member, at: answer.date) }
        }
        if let talk = answer.talk {
            write { try $0.record(Talk(number: talk.number, user: talk.user, date: answer.date)) }
        }
    }

    /// A call is to be recorded.
    func note(_ purpose: Recording.Purpose, ofCall id: CallRecord.ID, at moment: Date) {
        write { try $0.orderRecording(of: id, for: purpose, at: moment) }
    }

    private func write(_ body: @escaping @Sendable (OfficeStore) throws -> Void) {
        writer.async { [store, logger] in
            do {
                try body(store)
            } catch {
                logger.error("what a call left behind can't be written", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension OfficeStore {
    /// What agents have said, where a code asks for it.
    func agents(for call: IncomingCall, table: RoutingTable) throws -> Agents {
        table.asksForAgents(call) ? try AgentRepository(store: self).current() : Agents()
    }

    /// Extensions of the queues that the caller has asked to call him back, and that have not yet.
    func openCallbacks(of call: IncomingCall) throws -> Set<String> {
        guard let number = call.caller?.parsed?.e164 else { return [] }
        return Set(try openCallbacks(number: number).map(\.queue))
    }

    /// The talks of an outside caller, where a rule may ask for them.
    func talks(for call: IncomingCall, table: RoutingTable, at moment: Date) throws -> [CallMemory.Talk] {
        guard table.asksForTalks, call.isExternal, let caller = call.caller?.parsed else { return [] }
        let start = moment.addingTimeInterval(-Double(FamiliarWindow.longestDays) * 86_400)
        return try talks(with: caller.e164, since: start).map { CallMemory.Talk(user: $0.user, date: $0.date) }
    }
}
