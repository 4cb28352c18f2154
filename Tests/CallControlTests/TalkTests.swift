@testable import CallControl
import Foundation
import Testing

/// Who hears whom.
@Suite("talks") struct TalkTests {
    @Test("ringing, early media and a bridge without an answer are no talk")
    func unanswered() {
        var story = Story()
        let caller = story.comes("PJSIP/main-00000001")
        let callee = story.comes("PJSIP/101-00000002", call: caller, .ringing)
        story.enters(callee, "b")
        story.enters(caller, "b")
        #expect(story.picture.talks.isEmpty)
        story.answers(callee)
        #expect(story.picture.talks.isEmpty)
        story.answers(caller)
        #expect(story.picture.talks.map(\.channels) == [[caller, callee]])
        #expect(story.picture.talks.first?.began == story.now)
    }

    @Test("a Local channel that is not optimized away joins the bridges at its ends, and so does a chain of them")
    func locals() {
        var story = Story()
        let caller = story.comes("PJSIP/main-00000001", .up)
        let ends = (1...2).map { chain in
            (1...2).map { story.comes("Local/x@y-0000000\(chain);\($0)", call: caller, .up) }
        }
        let callee = story.comes("PJSIP/101-00000002", call: caller, .up)
        story.enters(caller, "b1")
        story.enters(ends[0][0], "b1")
        story.enters(ends[0][1], "b2")
        story.enters(ends[1][0], "b2")
        story.enters(callee, "b3")
        #expect(story.picture.talks.isEmpty)
        story.enters(ends[1][1], "b3")
        #expect(story.picture.talks.map(\.channels) == [[caller, callee]])
        story.hangsUp(ends[0][1])
        #expect(story.picture.talks.isEmpty)
    }

    @Test("whoever holds hears nobody; in a conference the others go on")
    func conferenceHold() {
        var story = Story()
        let three = (1...3).map { story.comes("PJSIP/10\($0)-0000000\($0)", .up) }
        for one in three { story.enters(one, "c", technology: "softmix", type: "base") }
        #expect(story.picture.calls.count == 3)
        #expect(story.picture.talks.map(\.channels) == [three])
        story.tell(.held(story[three[0]]))
        #expect(story.picture.talks.map(\.channels) == [Array(three.dropFirst())])
        #expect(story.picture.holders(of: three[1]).map(\.id) == [three[0]])
        for one in three { story.hangsUp(one) }
        #expect(story.replay.talks.map(\.channels) == [Array(three.dropLast()), three, Array(three.dropFirst())])
        #expect(story.replay.faults == [])
        #expect(story.picture.remains == [])
    }

    @Test("those who are parked beside each other hear music only")
    func parked() {
        var story = Story()
        let first = story.comes("PJSIP/main-00000001", .up)
        let second = story.comes("PJSIP/main-00000002", .up)
        for (number, id) in [first, second].enumerated() {
            story.tell(.parked(story[id], lot: "default", space: "70\(number)"))
            story.enters(id, "p", technology: "holding_bridge", type: "parking")
        }
        #expect(story.picture.talks.isEmpty)
        #expect(story.picture.calls.count == 2)
        #expect(story.picture.channel(second)?.parking?.space == "701")
        story.leaves(second, "p")
        #expect(story.picture.channel(second)?.parking == nil)
    }

    @Test("a hold that is taken back is a talk again from that moment on, told a little later")
    func unhold() throws {
        var story = Story()
        let (caller, callee) = story.conversation("PJSIP/101-00000001", "PJSIP/102-00000002")
        story.tell(.held(story[caller]))
        #expect(story.picture.talks.isEmpty)
        story.tell(.unheld(story[caller]))
        let taken = story.now
        #expect(story.picture.talks.isEmpty)
        story.replay.settle(taken + 0.2)
        #expect(story.picture.talks.isEmpty)
        story.replay.settle(taken + 0.3)
        #expect(story.picture.talk(of: callee)?.began == taken)
    }

    @Test("the end of a rearrangement that never comes is not waited for long")
    func missedEnd() {
        var story = Story()
        let (caller, callee) = story.conversation("PJSIP/101-00000001", "PJSIP/102-00000002")
        story.tell(.bridgesMerged(from: "b", into: "other"))
        let begun = story.now
        story.leaves(callee, "b")
        let left = story.now
        #expect(story.picture.talk(of: caller) != nil)
        story.replay.settle(begun + 3)
        #expect(story.picture.talk(of: caller) == nil)
        #expect(story.replay.talks.map(\.ended) == [left])
    }

    @Test("a hang-up in the middle of a rearrangement leaves nothing")
    func hangupWhileRearranging() {
        var story = Story()
        let (caller, callee) = story.conversation("PJSIP/101-00000001", "PJSIP/102-00000002")
        story.tell(.bridgesMerged(from: "b", into: "other"))
        story.hangsUp(callee)
        story.hangsUp(caller)
        #expect(story.replay.ended.count == 1)
        #expect(story.replay.talks.count == 1)
        #expect(story.replay.faults == [])
        #expect(story.picture.remains == [])
    }

    @Test("a bridge that says it is empty is")
    func emptyBridge() {
        var story = Story()
        let (caller, callee) = story.conversation("PJSIP/101-00000001", "PJSIP/102-00000002")
        story.tell(.bridgeLeft(BridgeSnapshot(id: "b", channelCount: 0), story[callee]))
        #expect(story.picture.channel(caller)?.bridge == nil)
        #expect(story.picture.talks.isEmpty)
    }
}
