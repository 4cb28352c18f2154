import Foundation
import Testing

@testable import Storage

@Suite struct CallsTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    private func rows(of table: String) throws -> Int? {
        try store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
    }

    @Test("a call comes back as it was, from another process too")
    func roundTrip() throws {
        let live = CallRecord(id: "1790000001.7", began: at(1), origin: .internal, dialled: "102")
        try store.save([.full(), live])
        #expect(try store.call("1790000000.42") == .full())
        #expect(try folder.open(.readOnly).call("1790000001.7") == live)
        #expect(try store.call("1790000002.7") == nil)
    }

    @Test("every name that is stored is read again")
    func names() throws {
        var call = CallRecord.full()
        let leg = call.legs[1]
        call.legs = CallRecord.Leg.Outcome.allCases.map { outcome in
            var leg = leg
            leg.outcome = outcome
            return leg
        }
        let transfer = call.transfers[0]
        call.transfers = CallRecord.Transfer.Kind.allCases.flatMap { kind in
            CallRecord.Transfer.Outcome.allCases.map { outcome in
                var transfer = transfer
                (transfer.id, transfer.kind, transfer.outcome) = ("\(kind) \(outcome)", kind, outcome)
                return transfer
            }
        }
        let calls = CallDisposition.allCases.enumerated().map { index, disposition in
            var call = call
            (call.id, call.disposition, call.origin) = ("\(index)", disposition, .internal)
            call.transfers = call.transfers.map { transfer in
                var transfer = transfer
                transfer.id = "\(index) \(transfer.id)"
                return transfer
            }
            return call
        }
        try store.save(calls)
        #expect(try store.calls(limit: 100).sorted { $0.id < $1.id } == calls.sorted { $0.id < $1.id })
    }

    @Test("a call is saved again as it grows and shrinks: nothing of it is there twice, nothing stays")
    func growing() throws {
        var call = CallRecord.full()
        (call.ended, call.answered, call.disposition) = (nil, nil, nil)
        (call.legs, call.talks, call.transfers, call.visits) = (Array(call.legs.prefix(1)), [], [], [])
        try store.save([call])
        try store.save([.full(), .full()])
        try store.save([.full()])
        #expect(try store.call(call.id) == .full())
        #expect(try rows(of: "leg") == 3)
        try store.save([call])
        #expect(try store.call(call.id) == call)
        #expect(try rows(of: "leg") == 1)
        #expect(try rows(of: "talk_time") == 0)
        #expect(try rows(of: "transfer") == 0)
        #expect(try rows(of: "queue_visit") == 0)
    }

    // 0.1 ms steps through many thirds of a second: what a Date can't hold exactly.
    @Test("a time that was read is written as the same millisecond")
    func noDrift() throws {
        for step in 0..<2_000 {
            let date = Date(milliseconds: 1_790_000_000_000 + Int64(step) * 7)
            #expect(date.milliseconds == 1_790_000_000_000 + Int64(step) * 7)
        }
        #expect(Date(timeIntervalSince1970: 1_790_000_000.1239).milliseconds == 1_790_000_000_123)
    }

    @Test("two calls that became one are one, with the transfer that led there")
    func merged() throws {
        var (older, younger) = (CallRecord.full("1790000000.1"), CallRecord.short("1790000005.9", 5))
        younger.transfers = older.transfers
        older.transfers = []
        try store.save([older, younger])
        #expect(try store.call("1790000005.9")?.transfers.count == 1)

        (older.transfers, younger.transfers) = (younger.transfers, [])
        try store.save([older], removing: ["1790000005.9", "there never was this one"])
        #expect(try store.calls(limit: 10) == [older])
        #expect(try store.transferOutcome("1790000000.1t") == .returned)
    }

    @Test(
        "a call is found by its ID, or what it alone begins or ends with",
        arguments: [
            ("1790000000.42", "1790000000.42"), ("1790000000.4", "1790000000.4"), ("1790000001", "1790000001.142"),
            (".42", "1790000000.42"), ("142", "1790000001.142"), ("pbx", "pbx_%-1790000001.7"),
            ("pbx_%", "pbx_%-1790000001.7"), ("p%", nil), ("*", nil), ("", nil), ("1790000000.421", nil),
        ] as [(String, String?)])
    func lookup(text: String, id: String?) throws {
        try store.save(
            ["1790000000.4", "1790000000.42", "1790000001.142", "pbx_%-1790000001.7"].map { .short($0, 0) })
        #expect(try store.call(matching: text)?.id == id)
        #expect(try store.call(text)?.id == (text == id ? id : nil))
    }

    @Test("what may be several calls is refused, with their IDs")
    func ambiguous() throws {
        try store.save(["1790000000.42", "1790000001.42", "1790000001.5"].map { .short($0, 0) })
        let error = StorageError.ambiguousCall("1790000001", matches: ["1790000001.42", "1790000001.5"])
        #expect(throws: error) { try store.call(matching: "1790000001") }
        #expect(throws: StorageError.ambiguousCall("42", matches: ["1790000000.42", "1790000001.42"])) {
            try store.call(matching: "42")
        }
        #expect(
            error.description == "1790000001 may be several calls (1790000001.42, 1790000001.5): name more of the ID")
    }

    /// a, b, c, d from old to new.
    private func saveFour() throws {
        try store.save([
            .short("a", 0, from: "+79035550000", users: ["101"], .answered),
            .short("b", 1, from: "+79035550001", to: "+74951234568", users: ["101", "102", "101"], .missed),
            .short("c", 2, from: nil, users: [], .abandoned),
            .short("d", 3, from: "+79035550000", users: ["102"], .voicemail),
        ])
        var outgoing = CallRecord.short("e", 4, to: "+79035550001", .unreached)
        outgoing.origin = .internal
        outgoing.callerUser = "101"
        var leg = CallRecord.Leg(channel: "e1", channelName: "PJSIP/main-9", mark: "number +39", began: at(4))
        leg.number = "+39055"
        outgoing.legs = [leg]
        try store.save([outgoing])
    }

    @Test("calls by number, user and limit, newest first, each once")
    func queries() throws {
        try saveFour()
        func ids(number: String? = nil, user: String? = nil, limit: Int = 10) throws -> String {
            try store.calls(number: number, user: user, limit: limit).map(\.id).joined()
        }
        #expect(try ids() == "edcba")
        #expect(try ids(limit: 2) == "ed")
        #expect(try ids(limit: 0) == "")
        #expect(try ids(limit: -1) == "")
        #expect(try ids(number: "+79035550000") == "da")
        #expect(try ids(number: "+79035550001") == "eb")
        #expect(try ids(number: "+74951234568") == "b")
        #expect(try ids(number: "+39055") == "e")
        #expect(try ids(user: "101") == "eba")
        #expect(try ids(user: "101", limit: 2) == "eb")
        #expect(try ids(number: "+79035550001", user: "101") == "eb")
        #expect(try ids(number: "+79035550000", user: "103") == "")
        #expect(try ids(user: "' OR TRUE --") == "")
    }

    @Test(
        "a time range has its beginning and not its end",
        arguments: [
            (nil, nil, "edcba"), (1, 3, "cb"), (1.25, 3.25, "dc"), (3, nil, "ed"), (nil, 1, "a"), (3, 1, ""),
        ] as [(TimeInterval?, TimeInterval?, String)])
    func range(from: TimeInterval?, to: TimeInterval?, ids: String) throws {
        try saveFour()
        #expect(try store.calls(from: from.map(at), to: to.map(at), limit: 10).map(\.id).joined() == ids)
    }

    @Test("a missed call is there once, however many phones rang")
    func missed() throws {
        try saveFour()
        #expect(try store.missedCalls(limit: 10).map(\.id).joined() == "dcb")
        #expect(try store.missedCalls(user: "101", limit: 10).map(\.id) == ["b"])
        #expect(try store.missedCalls(from: at(2), limit: 1).map(\.id) == ["d"])
        #expect(try store.missedCalls(number: "+79035550000", limit: 10).map(\.id) == ["d"])
    }

    @Test("open calls are those that have not ended, oldest first")
    func open() throws {
        try saveFour()
        let live = ["y", "x"].enumerated().map { index, id in
            CallRecord(id: id, began: at(Double(-index)), origin: .external, dialled: "1")
        }
        try store.save(live)
        #expect(try store.openCalls() == [live[1], live[0]])
    }

    @Test func transferOutcomes() throws {
        var call = CallRecord.full()
        call.transfers[0].outcome = nil
        try store.save([call])
        #expect(try store.transferOutcome("1790000000.42t") == nil)
        try store.save([.full()])
        #expect(try store.transferOutcome("1790000000.42t") == .returned)
        #expect(try store.transferOutcome("1790000000.42") == nil)
    }

    @Test("old calls are forgotten with all their parts, live ones are not")
    func forgetting() throws {
        var live = CallRecord.full("1789999000.1")
        (live.began, live.ended) = (at(-1_000), nil)
        try store.save([live, .full(), .short("1790000100.5", 100, users: ["101"])])
        #expect(try store.forgetCalls(before: at(0)) == 0)
        #expect(try store.forgetCalls(before: at(0.001)) == 1)
        #expect(try store.calls(limit: 10).map(\.id) == ["1790000100.5", "1789999000.1"])
        #expect(try rows(of: "leg") == 4)
        #expect(try rows(of: "decision") == 2)
        #expect(try rows(of: "transfer") == 1)
    }

    @Test("more than one transaction's worth is forgotten")
    func forgettingMany() throws {
        let count = OfficeStore.forgottenAtOnce * 2 + 1
        try store.save((0..<count).map { .short("\($0)", Double($0)) })
        #expect(try store.forgetCalls(before: at(Double(count - 1))) == count - 1)
        #expect(try store.calls(limit: 10).map(\.id) == ["\(count - 1)"])
    }

    @Test("texts from the wire can't spoil the history of others, a NUL neither")
    func hostileTexts() throws {
        var call = CallRecord.full()
        for text in ["'; DROP TABLE call; --", "\"\\", "\u{1}\r\n", "📞", "e\u{301}"] {
            (call.callerName, call.dialled, call.legs[0].channelName) = (text, text, text)
            call.decisions[0].explanation = [text, text]
            try store.save([call])
            #expect(try store.call(call.id) == call)
            #expect(try store.call(call.id)?.callerName?.utf8.elementsEqual(text.utf8) == true)
        }
        call.callerName = "Iv\0anov"
        try store.save([.short("1", 0), call])
        #expect(try store.call(call.id)?.callerName == "Iv\u{FFFD}anov")
        #expect(try store.call("1") != nil)
    }

    @Test("a lookup with a NUL is refused, not taken for its beginning")
    func nul() throws {
        try store.save([.full()])
        let expected = StorageError.failed(
            path: folder.database, reason: "a text with the character NUL can't be stored or looked for")
        #expect(throws: expected) { try store.call("1790000000.42\0") }
        #expect(throws: expected) { try store.call(matching: "42\0") }
        #expect(throws: expected) { try store.calls(number: "+79035550000\0", limit: 1) }
        #expect(throws: expected) { try store.calls(user: "101\0", limit: 1) }
        #expect(throws: expected) { try store.transferOutcome("1790000000.42t\0") }
    }

    @Test("calls are no change of the rules")
    func rulesUntouched() throws {
        try store.replace(with: users("101"), author: "a", comment: "", expecting: nil)
        try store.save([.full()])
        try store.undo(author: "a")
        #expect(try store.load() == StoredOffice(revision: 2, entries: []))
        #expect(try store.call("1790000000.42") == .full())
    }

    @Test func readOnlyCannotWrite() throws {
        let reader = try folder.open(.readOnly)
        #expect(throws: StorageError.notWritable(path: folder.database)) { try reader.save([.full()]) }
        #expect(throws: StorageError.notWritable(path: folder.database)) { try reader.forgetCalls(before: at(0)) }
        try reader.save([])
    }
}
