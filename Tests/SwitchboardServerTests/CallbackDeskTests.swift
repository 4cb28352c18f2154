import AMI
import CallControl
import Foundation
import Logging
import OfficeFile
import Routing
import Storage
import Testing

@testable import SwitchboardServer

/// What operators do about callbacks: what is done, what is refused, and what is on disk then. No Asterisk is there.
@Suite final class CallbackDeskTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "Callbacks-\(UUID().uuidString)")
    private let store: OfficeStore
    private let tables = RoutingTables()
    private let calls: LiveCalls

    init() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try OfficeStore(path: folder.path + "/office.db", now: { Date() })
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let client = AMIClient(
            configuration: .init(username: "switchboard", secret: AMISecret("none")), logger: logger)
        calls = LiveCalls(
            client: client, tables: tables, store: store, talking: TalkingUsers(), operators: Operators(),
            alerts: AlertDesk(store: store, tables: tables, canMail: false, logger: logger), voicemail: "",
            sessions: { .init() }, input: AsyncStream.makeStream(of: LiveCalls.Input.self).continuation,
            logger: logger)
        try apply("attempts: 2, window: 10m, retry: 5m")
        await calls.follow(since: Date())
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func apply(_ callback: String) throws {
        let numbering = OfficeEntriesTests.numbering
        let office = """
            version: 1
            office: { name: A, country: RU, timezone: Europe/Moscow, language: it, operator: user 101 }
            trunks: [ { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] } ]
            users: [ { extension: 101, name: A, phone: PJSIP/101 } ]
            schedules: [ { name: never, open: ["1999-01-01 09:00-10:00"] } ]
            queues:
              - { extension: 700, name: support, strategy: linear, members: [user 101], ring: 15s, otherwise: { to: busy },
                  callback: { key: 1, offer: 30s, \(callback) } }
              - { extension: 701, name: sales, strategy: linear, members: [user 101], ring: 15s, otherwise: { to: busy } }
            """
        let checked = try OfficeFile.read(office, named: "test", numbering: numbering)
        tables.swap(in: RoutingTable(checked, revision: 1, numbering: numbering))
    }

    private func refusal(_ body: () async throws(CallDeskError) -> CallbackReceipt) async -> String? {
        do {
            _ = try await body()
            return nil
        } catch { return error.description }
    }

    /// Its telephone has rung as often as it may.
    private func fail(_ id: Int64) throws {
        var record = try #require(try store.callback(id))
        let moment = Date(timeIntervalSince1970: 1_800_000_000)
        record.attempts = (1...record.mostAttempts).map {
            .init(number: $0, began: moment, call: "2.\($0)", ended: moment, result: "busy")
        }
        (record.state, record.until, record.outcome, record.ended) = ("ended", nil, "failed", moment)
        try store.save(record)
    }

    @Test("a client is asked for: he is on disk, at the end of the queue, with the queue's rules")
    func request() async throws {
        let before = Date()
        let receipt = try await calls.requestCallback(queue: "support", number: "8 (903) 555-00-01")
        #expect(receipt == CallbackReceipt(callback: receipt.callback, queue: "700", number: "+79035550001"))
        let kept = try #require(try store.callback(receipt.callback))
        #expect(kept.call.isEmpty)
        #expect(kept.language == "it", "the office's")
        #expect(kept.arrived >= before - 0.001)
        #expect([Double(kept.mostAttempts), kept.window, kept.retry] as [Double] == [2, 600, 300])
        #expect(
            await refusal { () async throws(CallDeskError) in
                try await self.calls.requestCallback(queue: "700", number: "+79035550001")
            } == "+79035550001 is called back already: callback \(receipt.callback)")
    }

    @Test(
        "who is not called back",
        arguments: [
            ("support", "+4930123456", "no trunk may call +4930123456 (DE)"),
            ("support", "+78095001234", "+78095001234 is a premium-rate number, which is never called"),
            ("support", "nobody", "nobody is no telephone number"), ("support", "101", "101 is no telephone number"),
            ("sales", "+79035550001", "queue sales offers no callbacks"),
            ("702", "+79035550001", "there is no queue 702"),
        ])
    func refused(queue: String, number: String, reason: String) async throws {
        #expect(
            await refusal { () async throws(CallDeskError) in
                try await self.calls.requestCallback(queue: queue, number: number)
            } == reason)
        #expect(try store.openCallbacks().isEmpty)
    }

    @Test("outside the hours one that waits for them is taken, one that would end at once is not")
    func hours() async throws {
        try apply("attempts: 2, window: 10m, retry: 5m, during: never, outside: end")
        #expect(
            await refusal { () async throws(CallDeskError) in
                try await self.calls.requestCallback(queue: "700", number: "+79035550001")
            } == "queue support calls nobody back at this time")
        try apply("attempts: 2, window: 10m, retry: 5m, during: never, outside: hold")
        _ = try await calls.requestCallback(queue: "700", number: "+79035550001")
    }

    @Test("it is cancelled while nobody rings, and nothing is done about one that is over")
    func cancel() async throws {
        let id = try await calls.requestCallback(queue: "700", number: "+79035550001").callback
        _ = try await calls.cancelCallback(id)
        let kept = try #require(try store.callback(id))
        #expect([kept.outcome, kept.reason] as [String?] == ["cancelled", "cancelled by command line"])
        for again in [calls.cancelCallback, calls.retryCallback] {
            let reason = await refusal { () async throws(CallDeskError) in try await again(id) }
            #expect(reason == "callback \(id) is over: cancelled")
        }
        let unknown = await refusal { () async throws(CallDeskError) in try await self.calls.cancelCallback(99) }
        #expect(unknown == "there is no callback 99")
    }

    @Test("once the client is being called nobody retries or cancels")
    func dialing() async throws {
        let id = try await calls.requestCallback(queue: "700", number: "+79035550001").callback
        await calls.advanceCallbacks(at: Date())
        let queued = await refusal { () async throws(CallDeskError) in try await self.calls.retryCallback(id) }
        #expect(queued == "callback \(id) waits for an agent already")
        let attempt = CallbackAttemptID(request: id, number: 1)
        let rings = await calls.mayDial(attempt, call: "2.1", at: Date())
        try #require(rings)
        for order in [calls.cancelCallback, calls.retryCallback] {
            let reason = await refusal { () async throws(CallDeskError) in try await order(id) }
            #expect(reason == "the client is being called already")
        }
        #expect(try store.callback(id)?.state == "dialing")
    }

    @Test("the next attempt is made at once")
    func retry() async throws {
        let id = try await calls.requestCallback(queue: "700", number: "+79035550001").callback
        await calls.advanceCallbacks(at: Date())
        _ = await calls.mayDial(CallbackAttemptID(request: id, number: 1), call: "2.1", at: Date())
        await calls.perform(await calls.ends(id, with: .over(.busy)))
        let until = try #require(try store.callback(id)?.until)
        #expect(until.timeIntervalSinceNow > 290, "the queue's pause")
        _ = try await calls.retryCallback(id)
        await calls.advanceCallbacks(at: Date())
        let kept = try #require(try store.callback(id))
        #expect(kept.state == "queued")
        #expect(kept.attempt == 2)
    }

    @Test("one that has failed is taken up again, by the rules that its queue has now")
    func reopen() async throws {
        let id = try await calls.requestCallback(queue: "700", number: "+79035550001").callback
        _ = try await calls.cancelCallback(id)
        try fail(id)
        try apply("attempts: 3, window: 1h, retry: 1m")
        _ = try await calls.retryCallback(id)
        let kept = try #require(try store.callback(id))
        #expect(kept.outcome == nil)
        #expect(kept.ended == nil)
        #expect([Double(kept.mostAttempts), kept.window, kept.retry] as [Double] == [5, 3_600, 60])
        #expect(kept.windowFrom.timeIntervalSinceNow > -10)
        #expect(kept.attempts.count == 2)
        await calls.advanceCallbacks(at: Date())
        #expect(try store.callback(id)?.attempt == 3)
    }

    @Test("not where the client has asked again, or the queue calls back no more")
    func notReopened() async throws {
        let first = try await calls.requestCallback(queue: "700", number: "+79035550001").callback
        _ = try await calls.cancelCallback(first)
        try fail(first)
        let second = try await calls.requestCallback(queue: "700", number: "+79035550001").callback
        let newer = await refusal { () async throws(CallDeskError) in try await self.calls.retryCallback(first) }
        #expect(newer == "+79035550001 is called back already: callback \(second)")
        _ = try await calls.cancelCallback(second)
        tables.swap(in: try RoutingTablesTests.table(2))
        let gone = await refusal { () async throws(CallDeskError) in try await self.calls.retryCallback(first) }
        #expect(gone == "there is no queue 700")
        #expect(try store.callback(first)?.outcome == "failed")
    }

    @Test("without Asterisk nothing is done")
    func notConnected() async throws {
        let id = try await calls.requestCallback(queue: "700", number: "+79035550001").callback
        await calls.follow(since: nil)
        for order in [calls.cancelCallback, calls.retryCallback] {
            await #expect(throws: CallDeskError.notConnected) { try await order(id) }
        }
        await #expect(throws: CallDeskError.notConnected) {
            try await self.calls.requestCallback(queue: "700", number: "+79035550002")
        }
        #expect(try store.openCallbacks().map(\.id) == [id])
    }
}

extension LiveCalls {
    fileprivate func follow(since moment: Date?) { connectedSince = moment }

    /// The first attempt's virtual caller is gone, and the dialplan has written this down.
    fileprivate func ends(_ id: Int64, with trace: CallbackTrace) -> [CallbackEffect] {
        _ = callbacks.gone(id, attempt: 1, at: Date())
        return callbacks.found(trace, of: id, attempt: 1, at: Date())
    }
}
