import AGI
import Foundation
import Logging
import Routing
import Testing

@testable import SwitchboardServer

@Suite("a question and its answer") struct RouteConversationTests {
    /// Asks as the dialplan does; `nil` when the session ends without an answer.
    func ask(_ arguments: [String], script: String = "route", callerID: String = "+79035550001") throws -> [String:
        String]?
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tables = RoutingTables()
        let office = try OfficeEntriesTests.office()
        tables.swap(in: RoutingTable(office, revision: 7, numbering: OfficeEntriesTests.numbering))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let repository = try OfficeRepository(database: folder.appending(path: "test.db").path)
        var conversation = RouteConversation(
            tables: tables, memories: CallMemories(store: repository.store, table: nil, logger: logger),
            changes: RuleChanges(repository: repository, logger: logger), logger: logger,
            now: { Date(timeIntervalSince1970: 1_795_000_000) })
        let lines =
            ["agi_network_script: \(script)", "agi_channel: PJSIP/105-0000002a", "agi_callerid: \(callerID)"]
            + arguments.enumerated().map { "agi_arg_\($0 + 1): \($1)" }
        let environment = try AGIEnvironment(parsing: lines.joined(separator: "\n") + "\n\n")
        guard case .send(.setVariables(let variables)) = conversation.begin(environment) else { return nil }
        #expect(variables.last == AGIVariable("SWITCHBOARD_ANSWER", "ok"), "the sentinel is last")
        #expect(throws: Never.self) { try AGICommand.setVariables(variables).encoded() }
        return Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
    }

    @Test("the first question: whom to ring, and what the failure route needs")
    func first() throws {
        let answer = try #require(try ask(["entry=inbound", "dialled=+74951234568", "cursor=", "result="]))
        #expect(answer["SWITCHBOARD_STEP"] == "ring")
        #expect(answer["SWITCHBOARD_LEGS"] == "!PJSIP/101", "not rung while it is in use")
        #expect(answer["SWITCHBOARD_SECONDS"] == "15")
        #expect(answer["SWITCHBOARD_DIAL_OPTIONS"] == "rIt")
        #expect(answer["SWITCHBOARD_CONFIRM"] == "")
        #expect(answer["SWITCHBOARD_REPORT"] == "1", "the sample asks who is familiar")
        #expect(answer["SWITCHBOARD_LAST_GOOD"] == "PJSIP/101")
        #expect(answer["SWITCHBOARD_OPERATOR_LEGS"] == "PJSIP/100")
        #expect(answer["SWITCHBOARD_COMPANY_NUMBER"] == "+74951234567")
        #expect(answer["SWITCHBOARD_EMERGENCY"]?.contains("112=PJSIP/112@main") == true)
        #expect(answer["SWITCHBOARD_LANGUAGE"] == "ru")
    }

    @Test(
        "the next ones: what came of it",
        arguments: [
            (["result=NOANSWER", "cause=19", "sip=-480", "ringing="], "PJSIP/79160000101@main"),
            (["result=NOANSWER", "cause=0", "sip=-180", "ringing=12"], "PJSIP/100"),
            (["result=BUSY", "cause=17", "sip=-486", "ringing="], "PJSIP/79160000102@main"),
            (["result=INUSE", "cause=0", "sip=", "ringing="], "PJSIP/79160000102@main"),
            (["result=CHANUNAVAIL", "cause=3", "sip=", "ringing="], "PJSIP/79160000101@main"),
        ])
    func following(result: [String], legs: String) throws {
        let begin = ["entry=inbound", "dialled=+74951234568", "cursor=2:7:r:-:-:u/101:-:-:u101+p101"]
        let answer = try #require(try ask(begin + result))
        #expect(answer["SWITCHBOARD_LEGS"] == legs)
        #expect(answer["SWITCHBOARD_LAST_GOOD"] == nil)
        if legs.contains("@main") {
            #expect(answer["SWITCHBOARD_DIAL_OPTIONS"] == "rIt", "a callee's number is not shown to the client")
            #expect(answer["SWITCHBOARD_SHOWN_NUMBER"] == "+79035550001")
        }
    }

    @Test("a phone is its user", arguments: ["105", "<hostile>"])
    func inside(callerID: String) throws {
        let answer = try #require(try ask(["entry=internal", "dialled=100", "cursor=", "result="], callerID: callerID))
        #expect(answer["SWITCHBOARD_SHOWN_NUMBER"] == "105")
        #expect(answer["SWITCHBOARD_SHOWN_NAME"] == "English desk")
        #expect(answer["SWITCHBOARD_LANGUAGE"] == "en")
    }

    @Test(
        "what can't be read is left to the failure route",
        arguments: [
            ["entry=inbound", "cursor="], ["dialled=100", "cursor="], ["entry=sideways", "dialled=100", "cursor="],
            ["entry=inbound", "dialled=100", "cursor=nonsense", "result=BUSY"],
            ["entry=inbound", "dialled=100", "cursor=", "result=BUSY"],
        ])
    func unreadable(arguments: [String]) throws {
        #expect(try ask(arguments) == nil)
    }

    @Test("a group that rings at once: phones directly, the mobile by a leg that asks for itself")
    func apart() throws {
        let answer = try #require(try ask(["entry=internal", "dialled=600", "cursor=", "result="]))
        #expect(answer["SWITCHBOARD_LEGS"] == "!PJSIP/101&PJSIP/102&Local/3@switchboard-member")
        #expect(answer["SWITCHBOARD_SECONDS"] == "25")
        let cursor = try #require(answer["_SWITCHBOARD_MEMBER_3"])
        let leg = try #require(try ask(["entry=internal", "dialled=600", "cursor=\(cursor)", "result="]))
        #expect(leg["SWITCHBOARD_LEGS"] == "PJSIP/79160000103@main")
        let end = try #require(
            try ask([
                "entry=internal", "dialled=600", "cursor=\(leg["SWITCHBOARD_CURSOR"] ?? "")", "result=NOANSWER",
                "cause=19", "sip=-480", "ringing=",
            ]))
        #expect(end["SWITCHBOARD_STEP"] == "decline")
        #expect(end["SWITCHBOARD_CAUSE"] == "20", "switched off")
    }

    @Test("another script is not answered")
    func otherScript() throws {
        #expect(try ask(["entry=inbound", "dialled=100", "cursor=", "result="], script: "other") == nil)
    }
}
