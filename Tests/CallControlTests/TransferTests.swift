@testable import CallControl
import Foundation
import Testing

/// How transfers end, by who talks with whom.
@Suite("transfers") struct TransferTests {
    /// A client on a trunk who talks with an employee's mobile, and what is told of transfers.
    private struct Scene {
        var story = Story()
        var transfers = Transfers()
        var told: [TransferEffect] = []
        let client: String
        let mobile: String

        init() {
            (client, mobile) = story.conversation("PJSIP/main-00000001", "PJSIP/main-00000002", bridge: "talk")
            look()
        }

        var outcomes: [Transfer.Outcome?] {
            told.map { effect in
                switch effect {
                case .started(let transfer), .ended(let transfer): transfer.outcome
                }
            }
        }

        var last: Transfer? {
            switch told.last {
            case .started(let transfer), .ended(let transfer): transfer
            case nil: nil
            }
        }

        var call: Call { story.picture.call(client) ?? Call(id: "none", began: story.now) }

        mutating func look() {
            if story.picture.call(client) != nil { told += transfers.changed(call, at: story.now) }
        }

        mutating func asks(
            _ answer: TransferQuestion.Answer = .goesOn, id: String = "T1", mode: Transfer.Mode = .keyed,
            holds: Bool = true, channel: String = "consult", target: String = "102"
        ) {
            told += transfers.asked(
                TransferQuestion(
                    id: id, call: client, channel: channel, mode: mode, transferor: .mobile(of: "103"),
                    transferorChannel: "PJSIP/main-00000002", holds: holds, target: target, answer: answer),
                in: story.picture.call(client), at: story.now)
        }

        /// The mobile keys: it leaves the client.
        mutating func consults() {
            story.leaves(mobile, "talk")
            look()
            asks()
        }

        /// The half of the consultation's Local channel that asks: it bears the transferor's name.
        mutating func consultation() {
            let half = story.comes("Local/102@switchboard-consult-00000001;2", call: client, .up)
            story[half].variables = [
                "SWITCHBOARD_TRANSFER": "T1", "SWITCHBOARD_TRANSFEROR_CHANNEL": "PJSIP/main-00000002",
                "SWITCHBOARD_TRANSFEROR_LEG": "mobile 103",
            ]
            story.tell(.changed(story[half]))
        }

        /// A leg that is rung for the transfer and answers in this bridge.
        mutating func answers(_ name: String, mark: String? = nil, in bridge: String) -> String {
            let id = story.comes(name, call: client, .up)
            // Its own name: it may transfer, too.
            story[id].variables = ["SWITCHBOARD_TRANSFER": "T1", "SWITCHBOARD_TRANSFEROR_CHANNEL": name]
            if let mark { story[id].variables["SWITCHBOARD_LEG"] = mark }
            story.tell(.dialBegan(caller: nil, callee: story[id], dialString: "x"))
            story.enters(id, bridge)
            look()
            return id
        }
    }

    @Test("the colleague answers, the transferor hangs up: completed, by whom")
    func completed() {
        var scene = Scene()
        scene.consults()
        #expect(scene.last?.client == scene.client)
        scene.story.enters(scene.mobile, "consult")
        let colleague = scene.answers("PJSIP/102-00000003", in: "consult")
        #expect(scene.outcomes == [nil], "he talks with the transferor, not with the client")
        scene.story.leaves(colleague, "consult")
        scene.story.hangsUp(scene.mobile)
        scene.look()
        scene.story.enters(colleague, "talk")
        scene.look()
        #expect(scene.outcomes == [nil, .completed])
        #expect(scene.last?.answered == "PJSIP/102")
        #expect(scene.transfers.open.isEmpty)
    }

    @Test("the transferor takes the client back: returned, cancelled")
    func returned() {
        var scene = Scene()
        scene.consults()
        scene.story.enters(scene.mobile, "talk")
        scene.look()
        #expect(scene.outcomes == [nil, .returned])
        #expect(scene.last?.reason == .cancelled)
    }

    @Test("he was told why: returned, with the reason")
    func busy() {
        var scene = Scene()
        scene.consults()
        scene.asks(.told("colleagueBusy"))
        scene.story.enters(scene.mobile, "talk")
        scene.look()
        #expect(scene.outcomes == [nil, .returned])
        #expect(scene.last?.reason == .told("colleagueBusy"))
    }

    @Test("the question is quicker than Asterisk's events: the talk before it is no return")
    func early() {
        var scene = Scene()
        scene.asks()
        scene.look()
        #expect(scene.outcomes == [nil])
        scene.story.leaves(scene.mobile, "talk")
        scene.look()
        scene.story.enters(scene.mobile, "talk")
        scene.look()
        #expect(scene.outcomes == [nil, .returned])
    }

    @Test("the client hangs up on hold: failed, though the other two go on")
    func clientGone() {
        var scene = Scene()
        scene.consults()
        scene.story.enters(scene.mobile, "consult")
        _ = scene.answers("PJSIP/102-00000003", in: "consult")
        scene.story.hangsUp(scene.client)
        scene.look()
        #expect(scene.outcomes == [nil, .failed])
        #expect(scene.last?.reason == .clientHungUp)
    }

    @Test("nobody answers and the transferor is rung again: returned")
    func rungAgain() {
        var scene = Scene()
        scene.consults()
        scene.story.hangsUp(scene.mobile)
        scene.asks(holds: false)
        _ = scene.answers("PJSIP/main-00000004", mark: "mobile 103", in: "talk")
        #expect(scene.outcomes == [nil, .returned])
        #expect(scene.last?.reason == .rungAgain)
        #expect(scene.last?.answered == "mobile 103")
    }

    @Test("a mailbox takes the client: completed; as long as the transferor holds it is none of his business")
    func voicemail() {
        var scene = Scene()
        scene.consults()
        scene.asks(.voicemail("102"))
        #expect(scene.outcomes == [nil])
        scene.asks(.voicemail("102"), holds: false)
        #expect(scene.outcomes == [nil, .completed])
        #expect(scene.last?.answered == "voicemail 102")
    }

    @Test("nobody is left and the client is told so: failed when he is gone, with what he was told")
    func nobody() {
        var scene = Scene()
        scene.consults()
        scene.story.hangsUp(scene.mobile)
        scene.asks(.told("nobodyAvailable"), holds: false)
        scene.story.hangsUp(scene.client)
        // The call is over with him: its last state is what the picture hands out.
        let over = scene.story.replay.ended.last
        #expect(over?.id == scene.client)
        if let over { scene.told += scene.transfers.changed(over, at: scene.story.now) }
        #expect(scene.outcomes == [nil, .failed])
        #expect(scene.last?.reason == .told("nobodyAvailable"))
    }

    @Test("one after the other: each its own, and an outcome each")
    func twice() {
        var scene = Scene()
        for id in ["T1", "T2"] {
            scene.story.leaves(scene.mobile, "talk")
            scene.look()
            scene.asks(id: id)
            scene.story.enters(scene.mobile, "talk")
            scene.look()
        }
        #expect(scene.outcomes == [nil, .returned, nil, .returned])
    }

    @Test("a process that was started in the middle adopts it by the marks, and reports the one outcome")
    func adopted() {
        var scene = Scene()
        scene.consults()
        scene.consultation()
        scene.story.enters(scene.mobile, "consult")
        let colleague = scene.answers("PJSIP/102-00000003", in: "consult")
        var later = Transfers()
        #expect(later.adopt([], calls: scene.story.picture.calls, at: scene.story.now) { _ in false } == [])
        #expect(later.open.keys.sorted() == ["T1"])
        scene.story.leaves(colleague, "consult")
        scene.story.hangsUp(scene.mobile)
        scene.story.enters(colleague, "talk")
        let effects = later.changed(scene.call, at: scene.story.now)
        guard case .ended(let transfer)? = effects.first, effects.count == 1 else {
            Issue.record("\(effects)")
            return
        }
        #expect(transfer.outcome == .completed)
        #expect(transfer.transferorChannel == "PJSIP/main-00000002")
        #expect(transfer.transferor == .mobile(of: "103"))
    }

    @Test("what has its outcome already is not adopted; what ended unseen fails")
    func adoption() throws {
        var scene = Scene()
        scene.consults()
        scene.consultation()
        _ = scene.answers("PJSIP/102-00000003", in: "consult")
        var later = Transfers()
        _ = later.adopt([], calls: scene.story.picture.calls, at: scene.story.now) { $0 == "T1" }
        #expect(later.open.isEmpty)
        let kept = try #require(scene.transfers.open["T1"])
        let effects = later.adopt([kept], calls: [], at: scene.story.now) { _ in false }
        guard case .ended(let transfer)? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(transfer.outcome == .failed && transfer.reason == .unwatched)
    }

    @Test("an operator's command is known by the channel it began on")
    func commanded() {
        var scene = Scene()
        scene.transfers.commanded(on: "PJSIP/main-00000002", by: "reception")
        scene.transfers.notCommanded(on: "PJSIP/somebody-00000009")
        scene.consults()
        #expect(scene.last?.operator == "reception")
        var other = Scene()
        other.transfers.commanded(on: "PJSIP/main-00000002", by: "reception")
        other.transfers.notCommanded(on: "PJSIP/main-00000002")
        other.consults()
        #expect(other.last?.operator == nil)
    }
}
