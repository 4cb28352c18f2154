@testable import CallControl
import Foundation
import Testing

/// Calls, their channels and what is remembered of them.
@Suite("calls") struct CallTests {
    @Test("a call is told when somebody is in it, and over when nobody is")
    func life() {
        var story = Story()
        let (caller, callee) = story.conversation("PJSIP/main-00000001", "PJSIP/101-00000002")
        #expect(story.replay.effects.first == .callBegan(caller))
        story.hangsUp(callee)
        #expect(story.picture.call(caller)?.live.map(\.id) == [caller])
        story.hangsUp(caller)
        #expect(story.replay.ended.map(\.id) == [caller])
        #expect(story.replay.ended.first?.ended == story.now)
        #expect(story.replay.ended.first?.channels.map(\.id) == [caller, callee])
        #expect(story.picture.remains == [])
    }

    @Test("a Local channel alone is nobody's call")
    func localsOnly() {
        var story = Story()
        let one = story.comes("Local/1@callbacks-00000001;1")
        let two = story.comes("Local/1@callbacks-00000001;2", call: one)
        #expect(story.picture.calls.isEmpty)
        story.hangsUp(one)
        story.hangsUp(two)
        #expect(story.replay.effects == [])
        #expect(story.picture.remains == [])
    }

    @Test("the channels that report to Switchboard are in no call")
    func report() {
        var story = Story()
        let caller = story.comes("PJSIP/main-00000001")
        story.comes("Local/s@switchboard-report-00000001;1", call: caller)
        story.comes("Local/s@switchboard-report-00000001;2", call: caller)
        #expect(story.picture.call(caller)?.channels.map(\.id) == [caller])
    }

    @Test("what is told of a channel after its end changes nothing and begins nothing")
    func late() {
        var story = Story()
        let (caller, callee) = story.conversation("PJSIP/main-00000001", "PJSIP/101-00000002")
        story.hangsUp(callee)
        story.tell(.changed(story[callee]))
        story.enters(callee, "b")
        #expect(story.picture.channel(callee)?.isLive == false)
        #expect(story.picture.talks.isEmpty)
        story.hangsUp(caller)
        let told = story.replay.effects.count
        for id in [caller, callee] {
            story.tell(.changed(story[id]))
            story.tell(.dialEnded(caller: nil, callee: story[id], status: "CANCEL"))
            story.hangsUp(id)
            story.leaves(id, "b")
        }
        #expect(story.replay.effects.count == told)
        #expect(story.picture.remains == [])
    }

    @Test("a channel that is first seen in mid-life is taken in by whatever shows it")
    func adopted() {
        var story = Story()
        story["1700000000.7"] = ChannelSnapshot(
            id: "1700000000.7", call: "1700000000.7", name: "PJSIP/101-00000007", state: .up)
        story.enters("1700000000.7", "b")
        #expect(story.picture.call("1700000000.7")?.live.count == 1)
        story.tell(.musicBegan(ChannelSnapshot(id: "1700000000.8", call: "1700000000.8", name: "PJSIP/102-00000008")))
        #expect(story.picture.calls.count == 1, "what only ends something shows nobody new")
    }

    @Test("two calls whose channels meet in a bridge are one, with all their history", arguments: [true, false])
    func merge(olderFirst: Bool) throws {
        var story = Story()
        let (one, two) = story.conversation("PJSIP/101-00000001", "PJSIP/102-00000002", bridge: "b1")
        let (three, four) = story.conversation("PJSIP/103-00000003", "PJSIP/104-00000004", bridge: "b2")
        for id in [one, three] {
            story.tell(.decided(.test(channel: id, at: story.now)))
        }
        story.leaves(two, "b1")
        story.leaves(three, "b2")
        for id in olderFirst ? [two, three] : [three, two] { story.enters(id, "b3") }
        let call = try #require(story.picture.call(three))
        #expect(call.id == one)
        #expect(Set(call.channels.map(\.id)) == [one, two, three, four])
        #expect(call.decisions.map(\.channel) == [one, three])
        #expect(call.talks.map(\.channels) == [[one, two], [three, four], [two, three]])
        #expect(story.replay.effects.contains(.callMerged(three, into: one)))
        for id in [one, two, three, four] { story.hangsUp(id) }
        #expect(story.replay.ended.map(\.id) == [one])
        #expect(story.replay.faults == [])
        #expect(story.picture.remains == [])
    }

    @Test("a tenth channel is younger than a ninth, whatever the text says; so is one with a system name")
    func age() {
        var story = Story()
        let old = ChannelSnapshot(id: "pbx-1.9", call: "pbx-1.9", name: "PJSIP/101-00000009", state: .up)
        let young = ChannelSnapshot(id: "pbx-1.10", call: "pbx-1.10", name: "PJSIP/102-0000000a", state: .up)
        story.tell(.bridgeEntered(Story.bridge("b"), young, swapping: nil))
        story.tell(.bridgeEntered(Story.bridge("b"), old, swapping: nil))
        #expect(story.picture.calls.map(\.id) == ["pbx-1.9"])
    }

    @Test("a decision that is told before its channel waits for it, but not for ever")
    func earlyDecision() {
        var story = Story()
        story.tell(.decided(.test(channel: "1700000000.1", at: story.now)))
        let channel = story.comes("PJSIP/main-00000001")
        #expect(story.picture.call(channel)?.decisions.map(\.channel) == [channel])
        story.hangsUp(channel)

        story.tell(.decided(.test(channel: "gone", at: story.now)))
        story.pass(1_000)
        story.tell(.decided(.test(channel: "other", at: story.now)))
        story["gone"] = ChannelSnapshot(id: "gone", call: "gone", name: "PJSIP/main-00000002")
        story.tell(.created(story["gone"]))
        #expect(story.picture.call("gone")?.decisions == [])
    }

    @Test("the way to a leg: the decisions of those who dialled it, through Local channels")
    func route() throws {
        var story = Story()
        let caller = story.comes("PJSIP/main-00000001")
        let ends = (1...2).map { story.comes("Local/1@switchboard-member-00000001;\($0)", call: caller) }
        let leg = story.comes("PJSIP/101-00000002", call: caller)
        let other = story.comes("PJSIP/102-00000003", call: caller)
        story.tell(.dialBegan(caller: story[caller], callee: story[ends[0]], dialString: "1@switchboard-member"))
        story.tell(.dialBegan(caller: story[caller], callee: story[other], dialString: "102"))
        story.tell(.dialBegan(caller: story[ends[1]], callee: story[leg], dialString: "101"))
        for id in [caller, ends[1]] { story.tell(.decided(.test(channel: id, at: story.now))) }
        let call = try #require(story.picture.call(caller))
        #expect(call.route(to: leg).map(\.channel) == [caller, ends[1]])
        #expect(call.route(to: other).map(\.channel) == [caller])
    }
}

extension DecisionRecord {
    fileprivate static func test(channel: String, at moment: Date) -> DecisionRecord {
        DecisionRecord(
            channel: channel, entry: "inbound", dialled: "101", step: "ring", explanation: [], moment: moment
        )
    }
}
