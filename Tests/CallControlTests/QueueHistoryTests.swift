import CallControl
import Foundation
import Storage
import Testing

@testable import SwitchboardServer

/// A Switchboard that was started in mid-call: what the one before wrote, and what it sees itself.
@Suite("visits over a restart of Switchboard") struct QueueHistoryTests {
    private static let queue = QueueName(queue: "700")

    private struct Restart {
        var story = Story()
        let caller: String
        var earlier: CallRecord

        init() {
            caller = story.comes("PJSIP/main-1")
            earlier = CallRecord(id: caller, began: story.now, origin: .external, dialled: "700")
            var visit = CallRecord.QueueVisit(channel: caller, queue: "700", entered: story.now)
            (visit.positionAtEntry, visit.position, visit.unansweredRings) = (4, 4, 1)
            earlier.visits = [visit]
        }

        /// - Parameter waiting: he is still in the line, since so many seconds by Asterisk's count.
        mutating func rebuild(waiting: TimeInterval?, bridge: String? = nil, agent: String? = nil) {
            var snapshot = PictureSnapshot()
            story.pass(30)
            var shown = story[caller]
            shown.state = .up
            snapshot.channels = [.init(shown, created: story.now - 31, bridge: bridge, isDialled: false)]
            if let agent {
                snapshot.channels.append(.init(story[agent], created: story.now - 5, bridge: bridge, isDialled: true))
            }
            if let waiting {
                snapshot.waiting = [
                    .init(id: caller, queue: QueueHistoryTests.queue, position: 2, entered: story.now - waiting)
                ]
            }
            var picture = CallPicture()
            _ = picture.rebuild(from: snapshot, at: story.now, asteriskStarted: .distantPast)
            if let call = picture.call(caller) { earlier.concludeVisits(in: call, at: story.now, table: nil) }
            story.replay = Replay(picture: picture, known: [caller])
        }

        mutating func tell(_ kind: QueueEvent.Kind) {
            story.tell(.queue(QueueEvent(kind, queue: QueueHistoryTests.queue, caller: story[caller])))
        }

        /// As it is written when the call is over.
        mutating func visits() throws -> [CallRecord.QueueVisit] {
            story.hangsUp(caller)
            let call = try #require(story.replay.ended.last)
            return CallRecord(call, facts: nil, transfers: [], earlier: earlier, table: nil).visits
        }
    }

    // Who left by a key and came back waits anew for app_queue.
    @Test("who waits on has one visit, from his arrival, with all its rings", arguments: [30.0, 3])
    func waits(seconds: TimeInterval) throws {
        var restart = Restart()
        restart.rebuild(waiting: seconds)
        restart.tell(.notAnswered)
        restart.tell(.left(position: 1))
        restart.tell(.connected(interface: "Local/101@switchboard-agent/n"))
        let connected = restart.story.now
        let visits = try restart.visits()
        try #require(visits.count == 1)
        #expect(visits[0].entered == restart.earlier.visits[0].entered && visits[0].positionAtEntry == 4)
        #expect(visits[0].outcome == .answered && visits[0].connected == connected && visits[0].agent == "101")
        #expect(visits[0].unansweredRings == 2 && visits[0].position == 1)
    }

    @Test("a process that finds its own record after a reconnect tells nothing twice")
    func own() throws {
        var restart = Restart()
        restart.earlier.visits = []
        restart.tell(.joined(position: 1))
        restart.tell(.notAnswered)
        let call = try #require(restart.story.picture.call(restart.caller))
        restart.earlier = CallRecord(call, facts: nil, transfers: [], earlier: nil, table: nil)
        restart.earlier.visits[0].entered += 0.000_5
        restart.tell(.left(position: 1))
        restart.tell(.connected(interface: "Local/101@switchboard-agent/n"))
        let later = try #require(restart.story.picture.call(restart.caller))
        restart.earlier.concludeVisits(in: later, at: restart.story.now, table: nil)
        let visits = try restart.visits()
        #expect(visits.map(\.outcome) == [.answered] && visits.map(\.unansweredRings) == [1])
    }

    @Test("who was answered in between counts as answered, by an estimate")
    func answered() throws {
        var restart = Restart()
        let agent = restart.story.comes("PJSIP/101-2", call: restart.caller, .up)
        restart.rebuild(waiting: nil, bridge: "b", agent: agent)
        let seen = restart.story.now
        restart.story.hangsUp(agent)
        let visits = try restart.visits()
        #expect(visits.map(\.outcome) == [.answered])
        #expect(visits.map(\.connected) == [seen] && visits.map(\.isEstimated) == [true])
        #expect(visits[0].agent == "PJSIP/101" && visits[0].ended != nil)
    }

    @Test("who is in the line no more and talks with nobody has left; who comes again has another visit")
    func left() throws {
        var restart = Restart()
        restart.rebuild(waiting: nil)
        restart.tell(.joined(position: 1))
        restart.tell(.abandoned(position: 1))
        restart.tell(.left(position: 1))
        let visits = try restart.visits()
        #expect(visits.map(\.outcome) == [.left, .abandoned])
        #expect(visits.map(\.isEstimated) == [true, false])
    }
}
