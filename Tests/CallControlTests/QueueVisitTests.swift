import CallControl
import Foundation
import Testing

@Suite("visits to queues") struct QueueVisitTests {
    private static let queue = QueueName(queue: "700")

    private func tell(
        _ story: inout Story, _ kind: QueueEvent.Kind, _ channel: String, in queue: QueueName = Self.queue
    ) {
        story.tell(.queue(QueueEvent(kind, queue: queue, caller: story[channel])))
    }

    private func visits(of story: Story) -> [QueueVisit] { story.replay.ended.flatMap(\.visits) }

    @Test(
        "names of the office's queues",
        arguments: [
            ("switchboard-700", "700", nil), ("switchboard-700-en", "700", "en"), ("switchboard-7-pt-br", "7", "pt-br"),
            ("support", nil, nil), ("switchboard-", nil, nil), ("switchboard", nil, nil),
            ("switchboard-700-", nil, nil),
        ] as [(String, String?, String?)])
    func names(text: String, queue: String?, language: String?) {
        let name = QueueName(text)
        #expect(name?.queue == queue && name?.language == language)
    }

    @Test("who leaves by a key and comes back at once goes on with his visit, from his arrival")
    func comesBack() throws {
        var story = Story()
        let caller = story.comes("PJSIP/main-1")
        tell(&story, .joined(position: 3), caller)
        let arrived = story.now
        tell(&story, .left(position: 2), caller)
        tell(&story, .joined(position: 2), caller)
        tell(&story, .abandoned(position: 1), caller)
        tell(&story, .left(position: 1), caller)
        story.hangsUp(caller)
        let visit = try #require(visits(of: story).first)
        #expect(visits(of: story).count == 1)
        #expect(visit.entered == arrived && visit.positionAtEntry == 3 && visit.position == 1)
        #expect(visit.outcome == .abandoned)
    }

    @Test("so does who goes from the queue of his language to that of all")
    func languages() {
        var story = Story()
        let caller = story.comes("PJSIP/main-1")
        tell(&story, .joined(position: 1), caller, in: QueueName(queue: "700", language: "it"))
        tell(&story, .abandoned(position: 1), caller, in: QueueName(queue: "700", language: "it"))
        tell(&story, .left(position: 1), caller, in: QueueName(queue: "700", language: "it"))
        tell(&story, .joined(position: 1), caller)
        tell(&story, .left(position: 1), caller)
        tell(&story, .connected(interface: "Local/+79160000103@switchboard-agent/n"), caller)
        story.hangsUp(caller)
        #expect(visits(of: story).map(\.outcome) == [.answered])
        #expect(visits(of: story).map(\.language) == [nil])
        #expect(visits(of: story).map(\.agent) == ["+79160000103"])
    }

    @Test("who was elsewhere in between, or whose time was over, has another visit")
    func another() {
        var story = Story()
        let caller = story.comes("PJSIP/main-1")
        tell(&story, .joined(position: 1), caller)
        tell(&story, .left(position: 1), caller)
        let user = story.comes("PJSIP/101-2", call: caller, .down)
        story.tell(.dialBegan(caller: story[caller], callee: story[user], dialString: "101"))
        story.hangsUp(user)
        tell(&story, .joined(position: 1), caller)
        tell(&story, .abandoned(position: 1), caller)
        tell(&story, .left(position: 1), caller)
        story.tell(.queueResult(channel: caller, queue: Self.queue, .timeout))
        tell(&story, .joined(position: 1), caller)
        tell(&story, .abandoned(position: 1), caller)
        tell(&story, .left(position: 1), caller)
        story.hangsUp(caller)
        #expect(visits(of: story).map(\.outcome) == [.left, .timedOut, .abandoned])
    }

    @Test("several queues in one call are several visits")
    func several() {
        var story = Story()
        let caller = story.comes("PJSIP/main-1")
        for name in ["700", "701"] {
            tell(&story, .joined(position: 1), caller, in: QueueName(queue: name))
            tell(&story, .abandoned(position: 1), caller, in: QueueName(queue: name))
            tell(&story, .left(position: 1), caller, in: QueueName(queue: name))
            if name == "700" { story.tell(.queueResult(channel: caller, queue: Self.queue, .leaveEmpty)) }
        }
        story.hangsUp(caller)
        #expect(visits(of: story).map(\.queue) == ["700", "701"])
        #expect(visits(of: story).map(\.outcome) == [.nobodyThere, .abandoned])
    }

    @Test("who is not let in has a visit that is over at once", arguments: [QueueResult.full, .joinEmpty])
    func refused(result: QueueResult) throws {
        var story = Story()
        let caller = story.comes("PJSIP/main-1")
        story.tell(.queueResult(channel: caller, queue: Self.queue, result))
        let moment = story.now
        story.hangsUp(caller)
        let visit = try #require(visits(of: story).first)
        #expect(visit.outcome == (result == .full ? .full : .nobodyThere))
        #expect(visit.entered == moment && visit.ended == moment && visit.positionAtEntry == nil)
    }

    @Test("who asks for a callback has asked; one that could not be noted goes on waiting")
    func callback() {
        for comesBack in [false, true] {
            var story = Story()
            let caller = story.comes("PJSIP/main-1")
            tell(&story, .joined(position: 1), caller)
            tell(&story, .left(position: 1), caller)
            story.tell(.queueResult(channel: caller, queue: Self.queue, .callback))
            if comesBack {
                tell(&story, .joined(position: 1), caller)
                tell(&story, .abandoned(position: 1), caller)
                tell(&story, .left(position: 1), caller)
            }
            story.hangsUp(caller)
            #expect(visits(of: story).map(\.outcome) == [comesBack ? .abandoned : .askedForCallback])
        }
    }

    @Test("a callback's virtual caller is known as one")
    func virtual() {
        var story = Story()
        let other = story.comes("Local/17-1@switchboard-callback-0000002a;1")
        let caller = story.comes("Local/17-1@switchboard-callback-0000002a;2", call: other)
        let agent = story.comes("PJSIP/101-1", call: other, .down)
        tell(&story, .joined(position: 1), caller)
        tell(&story, .notAnswered, caller)
        tell(&story, .abandoned(position: 1), caller)
        tell(&story, .left(position: 1), caller)
        for channel in [agent, caller, other] { story.hangsUp(channel) }
        #expect(visits(of: story).map(\.isCallback) == [true])
        #expect(visits(of: story).map(\.unansweredRings) == [1])
    }

    @Test("a caller who is transferred into the queue takes the place of who waited for him")
    func transferred() throws {
        var story = Story()
        let (client, colleague) = story.conversation("PJSIP/main-1", "PJSIP/101-2")
        let waiting = story.comes("PJSIP/101-3", .up)
        tell(&story, .joined(position: 2), waiting)
        let arrived = story.now
        story.tell(
            .attendedTransfer(
                AttendedTransfer(
                    result: "Success", transferor: story[colleague], second: story[waiting], transferee: story[client],
                    target: nil, destination: "App")))
        story.hangsUp(waiting)
        story.hangsUp(colleague)
        tell(&story, .left(position: 1), client)
        tell(&story, .connected(interface: "Local/102@switchboard-agent/n"), client)
        story.hangsUp(client)
        let visit = try #require(visits(of: story).first)
        #expect(visits(of: story).count == 1)
        #expect(visit.entered == arrived && visit.outcome == .answered && visit.channel == client)
    }

    @Test("queues of the administrator's own are nobody's business, and unknown callers do no harm")
    func others() {
        var story = Story()
        tell(&story, .connected(interface: "PJSIP/101"), "1700000000.99")
        tell(&story, .left(position: 1), "1700000000.99")
        story.tell(.queueResult(channel: "1700000000.99", queue: Self.queue, .timeout))
        #expect(story.picture.calls.isEmpty)
        #expect(story.picture.remains == [])
    }
}
