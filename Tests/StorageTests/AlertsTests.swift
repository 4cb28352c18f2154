import Foundation
import Testing

@testable import Storage

/// The outbox: what is to be told, kept until it is.
@Suite struct AlertsTests {
    let folder: TemporaryFolder
    let store: OfficeStore
    let noon = Date(timeIntervalSince1970: 1_790_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    private func alert(
        _ id: String, _ channel: AlertRecord.Channel = .email, to address: String = "a@b.example",
        attachment: String? = nil
    ) -> AlertRecord {
        AlertRecord(
            id: id, kind: "missedCall", channel: channel, address: address, payload: #"{"a":1}"#,
            attachment: attachment,
            created: noon)
    }

    private func due(
        _ channel: AlertRecord.Channel = .email, at moment: Date? = nil, except ids: Set<String> = [],
        addresses: Set<String> = []
    ) throws -> String? {
        try store.dueAlert(by: channel, at: moment ?? noon, except: ids, addresses: addresses)?.id
    }

    @Test("what is kept comes back as it was, once")
    func roundTrip() throws {
        #expect(try store.add([alert("1"), alert("1"), alert("2", .webhook, to: "http://h/")]) == 2)
        #expect(try store.add([alert("1", to: "other@b.example")]) == 0)
        #expect(try store.dueAlert(by: .email, at: noon) == alert("1"))
        #expect(try store.dueAlert(by: .webhook, at: noon) == alert("2", .webhook, to: "http://h/"))
        #expect(try store.dueAlert(by: .email, at: noon - 1) == nil)
        #expect(try store.alertCounts() == AlertCounts(open: 2, dead: 0))
    }

    @Test("taking one does not take it away: whoever dies has delivered nothing")
    func claim() throws {
        try store.add([alert("1"), alert("2"), alert("3", to: "c@d.example")])
        #expect(try due() == "1")
        #expect(try due() == "1")
        #expect(try due(except: ["1"]) == "2")
        #expect(try due(except: ["1"], addresses: ["a@b.example"]) == "3")
        #expect(try due(except: ["1", "2", "3"]) == nil)
        #expect(try folder.open().dueAlert(by: .email, at: noon)?.id == "1")
    }

    @Test("a failure waits for its time, and others do not wait for it")
    func failure() throws {
        try store.add([alert("1"), alert("2")])
        try store.alertFailed("1", error: "no\0 answer", due: noon + 10)
        #expect(try due() == "2")
        #expect(try due(at: noon + 9, except: ["2"]) == nil)
        let again = try #require(try store.dueAlert(by: .email, at: noon + 10, except: ["2"]))
        #expect(again.attempts == 1)
        #expect(again.error == "no\u{FFFD} answer")
        #expect(again.since == noon)
        #expect(again.state == .open)
    }

    @Test("a delivered one is not told again, though its fact is noted again")
    func delivered() throws {
        try store.add([alert("1")])
        try store.alertDelivered("1", at: noon + 1)
        #expect(try due(at: noon + 100_000) == nil)
        #expect(try store.add([alert("1")]) == 0)
        #expect(try store.alertCounts() == AlertCounts())
        // Late words of a process that was slow change nothing.
        try store.alertFailed("1", error: "late", due: noon)
        try store.alertGivenUp("1", error: "late", at: noon)
        #expect(try store.alerts(in: [.open, .dead], limit: 10).isEmpty)
        #expect(try store.alerts(in: [.delivered], limit: 10).map(\.ended) == [noon + 1])
    }

    @Test("dead ones are listed, the latest first, and tried again when asked")
    func dead() throws {
        try store.add([alert("1"), alert("2"), alert("3")])
        try store.alertGivenUp("2", error: "550", at: noon + 1)
        try store.alertGivenUp("1", error: "404", at: noon + 2)
        #expect(try store.alerts(in: [.dead], limit: 10).map(\.id) == ["1", "2"])
        #expect(try store.alerts(in: [.dead], limit: 1).map(\.error) == ["404"])
        #expect(try store.alertCounts() == AlertCounts(open: 1, dead: 2))
        #expect(try due(at: noon + 100, except: ["3"]) == nil)

        #expect(try store.retryAlerts("2") == 1)
        #expect(try store.retryAlerts("none") == 0)
        // The store's clock is the test date, 0.1 s after noon.
        let second = try #require(try store.dueAlert(by: .email, at: testDate, except: ["3"]))
        #expect(second.id == "2")
        #expect(second.attempts == 0)
        #expect(second.since > noon)
        #expect(second.created == noon)
        #expect(try store.retryAlerts(nil) == 1)
        #expect(try store.alertCounts() == AlertCounts(open: 3, dead: 0))
        try store.alertDelivered("2", at: noon)
        #expect(try store.retryAlerts("2") == 0)
    }

    @Test("a file is kept as long as somebody waits for it")
    func attachments() throws {
        let file = AlertAttachment(id: "f", name: "101-msg0000.wav", type: "audio/wav", body: Data([0, 1, 255]))
        try store.add([alert("1", attachment: "f"), alert("2", attachment: "f")], attachments: [file])
        #expect(try store.attachment("f") == file)
        try store.alertDelivered("1", at: noon)
        #expect(try store.attachment("f") == file)
        try store.alertGivenUp("2", error: "550", at: noon)
        #expect(try store.attachment("f") == file)
        _ = try store.retryAlerts("2")
        try store.alertDelivered("2", at: noon)
        #expect(try store.attachment("f") == nil)
        // Known facts bring no files.
        try store.add([alert("1", attachment: "f")], attachments: [file])
        #expect(try store.attachment("f") == nil)
    }

    @Test("old ones are forgotten, open ones never")
    func forgetting() throws {
        let file = AlertAttachment(id: "f", name: "n", type: "t", body: Data([1]))
        try store.add([alert("1"), alert("2"), alert("3", attachment: "f"), alert("4")], attachments: [file])
        try store.alertDelivered("1", at: noon)
        try store.alertDelivered("2", at: noon + 10)
        try store.alertGivenUp("3", error: "", at: noon + 10)
        #expect(try store.forgetAlerts(deliveredBefore: noon + 5, givenUpBefore: noon + 10) == 1)
        #expect(try store.alerts(in: [.delivered, .dead, .open], limit: 10).map(\.id).sorted() == ["2", "3", "4"])
        #expect(try store.forgetAlerts(deliveredBefore: noon + 5, givenUpBefore: noon + 11) == 1)
        #expect(try store.attachment("f") == nil)
        #expect(try store.forgetAlerts(deliveredBefore: .distantFuture, givenUpBefore: .distantFuture) == 1)
        #expect(try due() == "4")
    }

    @Test("an outage is told once until it is over, whichever process sees it")
    func outages() throws {
        #expect(try store.trunkFailed("main", since: noon, alerts: [alert("down 1")]))
        #expect(try !folder.open().trunkFailed("main", since: noon + 5, alerts: [alert("down 2")]))
        #expect(try store.trunkOutages() == ["main": noon])
        #expect(try store.trunkRecovered("main", alerts: [alert("up 1")]))
        #expect(try !store.trunkRecovered("main", alerts: [alert("up 2")]))
        #expect(try store.trunkOutages().isEmpty)
        #expect(try store.alerts(in: [.open], limit: 10).map(\.id).sorted() == ["down 1", "up 1"])
    }

    @Test("calls and what is told of them are kept together, or neither is")
    func withCalls() throws {
        var call = CallRecord(id: "1.1", began: noon, origin: .external, dialled: "+74951234567")
        call.visited = ["user 101", "group sales"]
        try store.save([call], adding: [alert("1")])
        #expect(try store.call("1.1")?.visited == ["user 101", "group sales"])
        #expect(try store.alertCounts().open == 1)
        try store.pool.write { try $0.execute(sql: "DROP TABLE talk_time") }
        var next = call
        next.id = "1.2"
        #expect(throws: StorageError.self) { try store.save([next], adding: [alert("2")]) }
        #expect(try store.alertCounts().open == 1)
    }

    @Test("a database of calls from before it is brought up to date, with all it holds")
    func older() throws {
        let folder = try TemporaryFolder()
        let schema = Schema(migrations: Array(Schema.current.migrations.prefix(3)))
        let old = try OfficeStore(path: folder.database, access: .readWrite, now: { testDate }, schema: schema)
        try old.pool.write {
            try $0.execute(
                sql: "INSERT INTO call (id, began, origin, dialled) VALUES ('1.1', 1790000000000, 'external', '101')")
        }
        let store = try folder.open()
        #expect(try store.call("1.1") == CallRecord(id: "1.1", began: noon, origin: .external, dialled: "101"))
        try store.add([alert("1")])
        #expect(try store.alertCounts().open == 1)
    }
}
