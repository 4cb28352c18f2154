import AGI
import Foundation
import Logging
import Routing
import Storage
import Testing

@testable import SwitchboardServer

/// Questions of transferred calls, in the sample office: 103 is a mobile, 104 an analog phone.
@Suite("a transferred call's question and answer") struct TransferConversationTests {
    private static let consult = [
        "entry=consult", "dialled=104", "channel=PJSIP/main-0000001b", "caller=+79035550000",
        "transferor=PJSIP/main-0000001c", "leg=mobile 103",
    ]
    private static let beginning = ["cursor=", "result="]

    /// Asks as the dialplan does, for the other half of the Local channel.
    private func ask(_ arguments: [String]) throws -> [String: String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tables = RoutingTables()
        tables.swap(
            in: RoutingTable(try OfficeEntriesTests.office(), revision: 7, numbering: OfficeEntriesTests.numbering))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let repository = try OfficeRepository(database: folder.appending(path: "test.db").path)
        var conversation = RouteConversation(
            tables: tables, memories: CallMemories(store: repository.store, table: nil, logger: logger),
            changes: RuleChanges(repository: repository, logger: logger), logger: logger,
            now: { Date(timeIntervalSince1970: 1_795_000_000) })
        let lines =
            [
                "agi_network_script: route", "agi_channel: Local/104@switchboard-consult-00000003;2",
                "agi_callerid: 999", "agi_uniqueid: 1795000000.42",
            ] + arguments.enumerated().map { "agi_arg_\($0 + 1): \($1)" }
        let environment = try AGIEnvironment(parsing: lines.joined(separator: "\n") + "\n\n")
        var variables: [AGIVariable] = []
        var step = conversation.begin(environment)
        while case .send(.setVariables(let some)) = step {
            #expect(throws: Never.self) { try AGICommand.setVariables(some).encoded() }
            variables += some
            step = conversation.received(AGIReply(code: 200, result: "0"))
        }
        #expect(variables.last == AGIVariable("SWITCHBOARD_ANSWER", "ok"), "the sentinel is last")
        return Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
    }

    @Test("a consult: whom it is for, who asks, and how the callee may transfer again")
    func consult() throws {
        let answer = try ask(Self.consult + ["holds=1"] + Self.beginning)
        #expect(answer["SWITCHBOARD_STEP"] == "ring")
        #expect(answer["SWITCHBOARD_LEGS"] == "PJSIP/104")
        #expect(answer["SWITCHBOARD_SHOWN_NUMBER"] == "103")
        #expect(answer["SWITCHBOARD_SHOWN_NAME"] == "Field engineer (for +79035550000)")
        #expect(answer["SWITCHBOARD_DIAL_OPTIONS"] == "rIt")
        #expect(answer["_SWITCHBOARD_KEYED"] == "PJSIP/104")
        #expect(answer["_SWITCHBOARD_LEG"] == "")
        #expect(answer["SWITCHBOARD_TELL"] == "")
        #expect(try #require(answer["__SWITCHBOARD_TRANSFER"]).hasPrefix("1795000000.42"))
        #expect(answer["SWITCHBOARD_OPERATOR_LEGS"] == "PJSIP/100")
        #expect(answer["__SWITCHBOARD_CALLER_LANGUAGE"] == nil, "the client's stays")
    }

    @Test("a blind transfer, of a phone")
    func blind() throws {
        let answer = try ask(
            [
                "entry=transfer", "dialled=103", "channel=PJSIP/main-0000001b", "caller=+79035550000",
                "transferor=PJSIP/104-00000012", "leg=", "holds=0", "language=it",
            ] + Self.beginning)
        #expect(answer["SWITCHBOARD_LEGS"] == "PJSIP/79160000103@main")
        #expect(answer["SWITCHBOARD_SHOWN_NUMBER"] == "+79035550000")
        #expect(answer["SWITCHBOARD_DIAL_OPTIONS"] == "rIt")
        #expect(answer["_SWITCHBOARD_KEYED"] == "outside")
        #expect(answer["_SWITCHBOARD_LEG"] == "mobile 103")
        #expect(answer["SWITCHBOARD_LANGUAGE"] == "it")
    }

    @Test(
        "busy: a reason while he holds, his leg when he is gone",
        arguments: [
            (["holds=1", "result=BUSY"], "announce", "colleagueBusy", ""),
            (["holds=0", "result=BUSY"], "ring", nil, "ok"),
            (["holds=0", "result=GONE"], "ring", nil, "ok"), (["holds=1", "result=GONE"], "ring", nil, "ok"),
        ] as [([String], String, String?, String)])
    func busy(result: [String], step: String, announcement: String?, rescue: String) throws {
        let first = try ask(Self.consult + ["holds=1"] + Self.beginning)
        let cursor = try #require(first["SWITCHBOARD_CURSOR"])
        let answer = try ask(Self.consult + result + ["cursor=\(cursor)", "cause=17", "sip=-486", "ringing="])
        #expect(answer["SWITCHBOARD_STEP"] == step)
        #expect(answer["SWITCHBOARD_ANNOUNCEMENT"] == announcement)
        #expect(answer["__SWITCHBOARD_TRANSFER"] == nil, "it has one already")
        #expect(answer["SWITCHBOARD_LAST_GOOD"] == nil)
        guard !rescue.isEmpty else { return }
        #expect(answer["SWITCHBOARD_LEGS"] == "PJSIP/79160000103@main")
        #expect(answer["SWITCHBOARD_SECONDS"] == "25")
        #expect(answer["_SWITCHBOARD_LEG"] == "mobile 103")
        #expect(answer["SWITCHBOARD_TELL"] == "switchboard/transferred-call")
        #expect(answer["SWITCHBOARD_TELL_LANGUAGE"] == "ru")
        #expect(answer["SWITCHBOARD_SHOWN_NUMBER"] == "+79035550000")
    }

    @Test(
        "what a question does not say, or says in no known way, is nobody's phone",
        arguments: [
            ["transferor=", "leg="], ["transferor=PJSIP/main-0000001c", "leg=nonsense"], [],
            ["transferor=PJSIP/104", "leg="],
        ])
    func stranger(arguments: [String]) throws {
        let question = ["entry=transfer", "channel=PJSIP/main-0000001b", "caller=+79035550000"] + arguments
        let inside = try ask(question + ["dialled=104"] + Self.beginning)
        #expect(inside["SWITCHBOARD_LEGS"] == "PJSIP/104")
        let outside = try ask(question + ["dialled=89035550002"] + Self.beginning)
        let isPhone = arguments.first == "transferor=PJSIP/104"
        #expect(
            outside["SWITCHBOARD_LEGS"] == (isPhone ? "PJSIP/79035550002@main" : "PJSIP/100"),
            "the operator, since nobody else gets the client back")
    }

    @Test("calls that are no transfers: the language is kept for one", arguments: ["en", "fr", "x;y"])
    func language(spoken: String) throws {
        let own = try ask(["entry=internal", "dialled=104", "channel=PJSIP/105-00000001"] + Self.beginning)
        #expect(own["__SWITCHBOARD_CALLER_LANGUAGE"] == "en")
        #expect(own["__SWITCHBOARD_TRANSFER"] == nil)
        #expect(own["SWITCHBOARD_DIAL_OPTIONS"] == "rtT")
        #expect(own["_SWITCHBOARD_KEYED"] == "PJSIP/104", "a call that comes in for him")
        let handedOn = try ask(
            ["entry=transfer", "dialled=104", "channel=PJSIP/main-00000001", "language=\(spoken)"] + Self.beginning)
        #expect(handedOn["SWITCHBOARD_LANGUAGE"] == (spoken == "x;y" ? "ru" : spoken))
    }

    @Test("who is talking is asked anew for every decision")
    func talking() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let store = try OfficeRepository(database: folder.appending(path: "test.db").path).store
        let table = RoutingTable(
            try OfficeEntriesTests.office(), revision: 7, numbering: OfficeEntriesTests.numbering)
        let call = table.call(.external, to: "+74951234567", from: nil)
        func memory(_ memories: CallMemories) -> CallMemory {
            memories.memory(for: call, after: nil, table: table, at: Date(timeIntervalSince1970: 1_795_000_000))
        }
        #expect(memory(CallMemories(store: store, table: nil, logger: logger)).talking.isEmpty)
        let file = folder.appending(path: "talking").path
        let memories = CallMemories(
            store: store, table: nil, logger: logger,
            talking: { FileManager.default.fileExists(atPath: file) ? ["103"] : [] })
        #expect(memory(memories).talking.isEmpty)
        try Data().write(to: URL(filePath: file))
        #expect(memory(memories).talking == ["103"])
    }
}
