import CallControl
import Foundation
import Testing

/// Requests to be called back: attempts, ends, and what a process finds that starts again.
@Suite struct CallbacksTests {
    /// A request, the disk it is on, and the client's telephone.
    private struct Scene {
        static let start = Date(timeIntervalSince1970: 1_800_000_000)

        var callbacks = Callbacks()
        var now = start
        var disk: [Int64: Callback] = [:]
        /// Virtual callers that are there.
        var queued: [Int] = []
        var told: [CallbackEvent] = []
        var lookUps = 0
        var hours: Callbacks.Hours? = .open

        init(attempts: Int = 2, window: TimeInterval = 600, retry: TimeInterval = 300, isOnLine: Bool = false) {
            let callback = Callback(
                id: 1, queue: "700", number: "+79035550001", name: nil, language: "ru", call: "1.1",
                arrived: Self.start.addingTimeInterval(-60), asked: Self.start, mostAttempts: attempts, window: window,
                retry: retry)
            disk[1] = callback
            take(callbacks.add(callback, isOnLine: isOnLine))
        }

        mutating func take(_ effects: [CallbackEffect]) {
            for effect in effects {
                switch effect {
                case .store(let callback): disk[callback.id] = callback
                case .enqueue(_, let attempt): queued.append(attempt)
                case .withdraw(_, let attempt): queued.removeAll { $0 == attempt }
                case .lookUp: lookUps += 1
                case .tell(let event, _): told.append(event)
                case .forget: break
                }
            }
        }

        mutating func pass(_ seconds: TimeInterval) {
            now += seconds
            take(callbacks.tick(at: now) { _ in hours })
        }

        /// An agent is there. - Returns: whether the client rings.
        mutating func dial(_ attempt: Int) -> Bool {
            guard let effects = callbacks.dial(1, attempt: attempt, call: "2.\(attempt)", at: now) else { return false }
            take(effects)
            return true
        }

        /// The virtual caller ends, and the dialplan has written this down.
        mutating func ends(_ attempt: Int, _ trace: CallbackTrace) {
            queued.removeAll { $0 == attempt }
            let before = lookUps
            take(callbacks.gone(1, attempt: attempt, at: now))
            if lookUps > before { take(callbacks.found(trace, of: 1, attempt: attempt, at: now)) }
        }

        var outcome: Callback.Outcome? { disk[1]?.outcome }
        var reason: String? {
            if case .ended(_, let reason, _)? = disk[1]?.state { reason } else { nil }
        }
    }

    @Test("the plain case") func plain() {
        var scene = Scene()
        scene.pass(1)
        #expect(scene.queued == [1])
        #expect(scene.disk[1]?.state == .queued(attempt: 1))
        let rings = scene.dial(1)
        #expect(rings)
        scene.take(scene.callbacks.connected(1, attempt: 1, at: scene.now))
        #expect(scene.outcome == .connected)
        #expect(scene.told == [.requested, .dialing, .connected])
        scene.ends(1, .over(.answered))
        #expect(scene.told.count == 3)
    }

    @Test("10 and 5 minutes are two attempts: the second one 5 minutes after the end of the first") func twice() {
        var scene = Scene(attempts: 9)
        scene.pass(1)
        let rang1 = scene.dial(1)
        #expect(rang1)
        scene.now += 40
        scene.ends(1, .over(.noAnswer))
        scene.pass(299)
        #expect(scene.queued.isEmpty)
        scene.pass(1)
        #expect(scene.queued == [2])
        let rang2 = scene.dial(2)
        #expect(rang2)
        scene.now += 40
        scene.ends(2, .over(.busy))
        #expect(scene.outcome == .failed)
        #expect(scene.reason == "the client was busy, and there is no time for another attempt")
        #expect(scene.told == [.requested, .dialing, .retry, .dialing, .failed])
        scene.pass(1_000)
        #expect(scene.queued.isEmpty)
    }

    @Test("no more attempts than the queue has") func most() {
        var scene = Scene(attempts: 1)
        scene.pass(1)
        let rang3 = scene.dial(1)
        #expect(rang3)
        scene.ends(1, .over(.voicemail))
        #expect(scene.outcome == .failed)
        #expect(scene.disk[1]?.attempts.map(\.result) == [.voicemail])
    }

    @Test("the client rings once for an attempt") func once() {
        var scene = Scene()
        let rang4 = scene.dial(1)
        #expect(!rang4, "nobody has a place yet")
        scene.pass(1)
        let rang5 = scene.dial(1)
        #expect(rang5)
        let rang6 = scene.dial(1)
        #expect(!rang6, "it rings already")
        let rang7 = scene.dial(2)
        #expect(!rang7)
        scene.ends(1, .over(.noAnswer))
        let rang8 = scene.dial(1)
        #expect(!rang8, "it is over")
    }

    @Test("nobody is logged in: the place is taken again; when the window is over he is told of") func nobody() {
        var scene = Scene()
        for _ in 0..<60 {
            scene.pass(10)
            scene.ends(1, .none)
        }
        #expect(scene.outcome == .failed)
        #expect(scene.reason == "nobody was free in time")
        #expect(scene.disk[1]?.attempts == [])
        #expect(scene.told == [.requested, .failed])
    }

    @Test("a place in the queue is given up when the window is over") func tooLate() {
        var scene = Scene()
        scene.pass(1)
        scene.pass(600)
        #expect(scene.queued.isEmpty)
        #expect(scene.outcome == .failed)
        let rang9 = scene.dial(1)
        #expect(!rang9)
    }

    @Test("quiet hours hold it back, and the window begins after them") func quiet() {
        var scene = Scene()
        scene.pass(1)
        scene.hours = .quiet
        scene.pass(1)
        #expect(scene.queued.isEmpty)
        let rang10 = scene.dial(1)
        #expect(!rang10)
        scene.pass(36_000)
        #expect(scene.outcome == nil)
        scene.hours = .open
        scene.pass(599)
        #expect(scene.queued == [1])
    }

    @Test("a process that starts again after the quiet hours begins the window then") func quietOverRestart() {
        var scene = Scene()
        scene.hours = .quiet
        scene.pass(1)
        scene.now += 36_000
        var next = restart(scene, isThere: false, .none)
        next.hours = .open
        next.pass(1)
        #expect(next.outcome == nil)
        #expect(next.queued == [1])
        next.pass(601)
        #expect(next.outcome == .failed)
    }

    @Test("a client's call that becomes part of another one is waited for") func merged() {
        var scene = Scene()
        scene.take(scene.callbacks.clientCalls("+79035550001", call: "3.3", at: scene.now))
        scene.callbacks.callMerged("3.3", into: "2.2")
        scene.callbacks.callEnded("3.3")
        scene.pass(1)
        #expect(scene.queued.isEmpty)
        scene.callbacks.callEnded("2.2")
        scene.pass(1)
        #expect(scene.queued == [1])
    }

    @Test("or end it with a notice; so does a queue that offers none any more") func over() {
        for hours in [Callbacks.Hours.over, nil] {
            var scene = Scene()
            scene.hours = hours
            scene.pass(1)
            #expect(scene.outcome == .failed)
            #expect(scene.told == [.requested, .failed])
        }
    }

    @Test("a client who calls himself has his place kept until he is answered") func calls() {
        var scene = Scene()
        scene.pass(1)
        scene.take(scene.callbacks.clientCalls("+79035550001", call: "3.3", at: scene.now))
        #expect(scene.queued.isEmpty)
        let rang11 = scene.dial(1)
        #expect(!rang11, "he would be busy")
        scene.pass(5)
        #expect(scene.queued.isEmpty)
        scene.callbacks.callEnded("3.3")
        scene.pass(1)
        #expect(scene.queued == [1], "he has hung up again")
        scene.take(scene.callbacks.clientCalls("+79035550001", call: "4.4", at: scene.now))
        scene.take(scene.callbacks.clientTalks("+79035550001", queue: "701", at: scene.now))
        #expect(scene.outcome == nil, "answered in another queue")
        scene.take(scene.callbacks.clientTalks("+79035550001", queue: "700", at: scene.now))
        #expect(scene.outcome == .cancelled)
        #expect(scene.told == [.requested, .cancelled])
    }

    @Test("a place that was given up before Asterisk had made it is given up when it is there") func late() {
        var scene = Scene()
        scene.pass(1)
        #expect(scene.callbacks.appeared(1, attempt: 1).isEmpty)
        scene.take(scene.callbacks.clientCalls("+79035550001", call: "3.3", at: scene.now))
        #expect(scene.callbacks.appeared(1, attempt: 1) == [.withdraw(1, attempt: 1)])
        scene.take(scene.callbacks.cancel(1, reason: "operator", at: scene.now) ?? [])
        #expect(scene.callbacks.appeared(1, attempt: 1) == [.withdraw(1, attempt: 1)])
    }

    @Test("a client has one telephone: his request in another queue waits until this call is over") func twoQueues() {
        var scene = Scene()
        let other = Callback(
            id: 2, queue: "701", number: "+79035550001", name: nil, language: "ru", call: "1.2",
            arrived: Scene.start, asked: Scene.start, mostAttempts: 2, window: 600, retry: 300)
        scene.take(scene.callbacks.add(other))
        scene.pass(1)
        #expect(scene.disk[2]?.state == .queued(attempt: 1))
        let rings = scene.dial(1)
        #expect(rings)
        #expect(scene.disk[2]?.state == .waiting(until: scene.now))
        let ringsAgain = scene.callbacks.dial(2, attempt: 1, call: "5.5", at: scene.now) != nil
        #expect(!ringsAgain, "an agent of the other queue has answered at the same time")
        scene.pass(5)
        #expect(scene.disk[2]?.state == .waiting(until: Scene.start.addingTimeInterval(1)), "he rings")
        scene.take(scene.callbacks.connected(1, attempt: 1, at: scene.now))
        scene.pass(5)
        #expect(scene.disk[2]?.state == .waiting(until: Scene.start.addingTimeInterval(1)), "he talks")
        scene.callbacks.callEnded("2.1")
        scene.pass(1)
        #expect(scene.disk[2]?.state == .queued(attempt: 1))
    }

    @Test("it waits no longer when he was not reached, whenever Asterisk says that the call is over")
    func notReachedInOne() {
        for trace in [CallbackTrace.none, .dialing, .over(.busy)] {
            var scene = Scene()
            scene.take(
                scene.callbacks.add(
                    Callback(
                        id: 2, queue: "701", number: "+79035550001", name: nil, language: "ru", call: "1.2",
                        arrived: Scene.start, asked: Scene.start, mostAttempts: 2, window: 600, retry: 300)))
            scene.pass(1)
            let rings = scene.dial(1)
            #expect(rings)
            scene.ends(1, trace)
            scene.pass(1)
            #expect(scene.disk[2]?.state == .queued(attempt: 1))
        }
    }

    @Test("while he still hears that he will be called back, nobody answers for him") func onLine() {
        var scene = Scene(isOnLine: true)
        scene.pass(5)
        #expect(scene.queued.isEmpty, "his telephone would be busy")
        var next = scene
        next.take(
            next.callbacks.adopt(
                Array(scene.disk.values), live: [], traces: { _, _ in .none }, isThere: { $0 == "1.1" }, at: scene.now))
        next.pass(1)
        #expect(next.queued.isEmpty, "nor after a restart")
        for var one in [scene, next] {
            one.callbacks.callEnded("1.1")
            one.pass(1)
            #expect(one.queued == [1])
        }
    }

    @Test("it is cancelled before the client rings, not after") func cancel() {
        var scene = Scene()
        scene.pass(1)
        var other = scene
        let rang12 = scene.dial(1)
        #expect(rang12)
        #expect(scene.callbacks.cancel(1, reason: "operator", at: scene.now) == nil)
        other.take(other.callbacks.cancel(1, reason: "operator", at: other.now) ?? [])
        #expect(other.outcome == .cancelled)
        #expect(other.queued.isEmpty)
        let rang13 = other.dial(1)
        #expect(!rang13)
    }

    // MARK: kill -9

    /// What a new process makes of the disk, of what is there, and of what the dialplan wrote down.
    private func restart(
        _ scene: Scene, isThere: Bool, _ trace: CallbackTrace
    ) -> Scene {
        var next = scene
        next.callbacks = Callbacks()
        next.queued = isThere ? scene.queued : []
        next.told = []
        let live = next.queued.map { (id: Int64(1), attempt: $0) }
        next.take(
            next.callbacks.adopt(Array(scene.disk.values), live: live, traces: { _, _ in trace }, at: scene.now))
        return next
    }

    @Test("after the request: it goes on") func killedEarly() {
        var scene = restart(Scene(), isThere: false, .none)
        scene.pass(1)
        #expect(scene.queued == [1])
    }

    @Test("with a place in the queue: it is the same one, or a new one where it is gone") func killedQueued() {
        var scene = Scene()
        scene.pass(1)
        var same = restart(scene, isThere: true, .none)
        same.pass(1)
        #expect(same.queued == [1])
        let rang14 = same.dial(1)
        #expect(rang14)
        var anew = restart(scene, isThere: false, .none)
        anew.pass(1)
        #expect(anew.queued == [1])
        let rang15 = anew.dial(1)
        #expect(rang15)
    }

    @Test("written down that he rings, and he never did: the same attempt is made") func killedBeforeRinging() {
        var scene = Scene()
        scene.pass(1)
        let rang16 = scene.dial(1)
        #expect(rang16)
        var next = restart(scene, isThere: false, .none)
        #expect(next.disk[1]?.attempts == [])
        next.pass(1)
        let rang17 = next.dial(1)
        #expect(rang17)
    }

    @Test(
        "written down that he rings, and Asterisk has ended since: what it had written may be lost, so he may have rung"
    )
    func killedWithAsterisk() {
        var scene = Scene()
        scene.pass(1)
        let rings = scene.dial(1)
        #expect(rings)
        scene.queued = []
        scene.now += 5
        scene.take(
            scene.callbacks.adopt(
                Array(scene.disk.values), live: [], traces: { _, _ in .none },
                asteriskStarted: scene.now.addingTimeInterval(-1), at: scene.now))
        #expect(scene.disk[1]?.attempts.map(\.result) == [.broken])
        #expect(scene.told.last == .retry)
    }

    @Test(
        "while he rings, and after it: by what the dialplan wrote down",
        arguments: [
            (CallbackTrace.dialing, nil, Callback.Result.broken), (.over(.busy), nil, .busy),
            (.over(.noAnswer), nil, .noAnswer), (.over(.answered), Callback.Outcome.connected, .answered),
        ])
    func killedRinging(trace: CallbackTrace, outcome: Callback.Outcome?, result: Callback.Result) {
        var scene = Scene()
        scene.pass(1)
        let rang18 = scene.dial(1)
        #expect(rang18)
        var next = restart(scene, isThere: false, trace)
        #expect(next.outcome == outcome)
        #expect(next.disk[1]?.attempts.map(\.result) == [result])
        let rang19 = next.dial(1)
        #expect(!rang19, "never twice for one attempt")
        #expect(next.told == [outcome == nil ? .retry : .connected])
    }

    @Test("while he rings, and he still does") func stillRinging() {
        var scene = Scene()
        scene.pass(1)
        let rang20 = scene.dial(1)
        #expect(rang20)
        var next = restart(scene, isThere: true, .dialing)
        #expect(next.told == [])
        next.ends(1, .over(.noAnswer))
        #expect(next.told == [.retry])
    }

    @Test("while they talk, which nobody has written down yet") func killedTalking() {
        var scene = Scene()
        scene.pass(1)
        let rang21 = scene.dial(1)
        #expect(rang21)
        let next = restart(scene, isThere: true, .over(.answered))
        #expect(next.outcome == .connected)
        #expect(next.queued == [1], "the talk goes on")
    }

    @Test("a place in the queue that is nobody's is given up") func orphan() {
        var scene = Scene()
        scene.pass(1)
        scene.disk[1]?.state = .ended(.cancelled, reason: nil, at: scene.now)
        let next = restart(scene, isThere: true, .none)
        #expect(next.queued.isEmpty)
    }
}
