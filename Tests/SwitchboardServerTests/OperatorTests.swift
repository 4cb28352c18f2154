import Crypto
import Foundation
import Testing

@testable import SwitchboardServer

/// Commands of operators: what is read, who may.
@Suite("Operators' commands")
struct OperatorTests {
    private static let moment = Date(timeIntervalSince1970: 1_800_000_000)
    private static let key = "a key of thirty-two characters.."

    /// A command as an operator's program sends it.
    private static func fields(
        _ changes: [String: String?] = [:], signedWith key: String? = Self.key
    ) -> [String: String] {
        var fields = [
            "ActionID": "17", "Operator": "reception", "Time": "1800000000", "Command": "transfer",
            "Linkedid": "1799999990.4", "Target": "102", "Mode": "attended",
        ]
        // The documented order, one line each.
        let text = ["ActionID", "Operator", "Time", "Command", "Linkedid", "Target", "Mode"].map { fields[$0] ?? "" }
            .joined(separator: "\n")
        if let key {
            fields["Signature"] = HMAC<SHA256>.authenticationCode(
                for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8))
            ).map { String(format: "%02x", $0) }.joined()
        }
        for (name, value) in changes { fields[name] = value }
        return fields
    }

    private static func operators(may: Set<OperatorRight> = [.transfer]) -> Operators {
        Operators(accounts: ["reception": .init(key: key, may: may)])
    }

    private static func refusal(of fields: [String: String], by operators: Operators) -> OperatorRefusal? {
        var operators = operators
        do {
            try operators.admit(try CallCommand { fields[$0] }, at: moment)
            return nil
        } catch { return error }
    }

    @Test("A command is read")
    func read() throws {
        let command = try CallCommand { Self.fields()[$0] }
        #expect(command.actionID == "17")
        #expect(command.order == .call("1799999990.4", .transfer(to: "102", attended: true)))
    }

    @Test(
        "What is missing or unknown is named",
        arguments: [
            (["ActionID": nil], OperatorRefusal.missing("ActionID")),
            (["Linkedid": ""], .missing("Linkedid")),
            (["Target": nil], .missing("Target")),
            (["Command": "dance"], .unknown("Command", "dance", "transfer, complete, cancel or callback")),
            (["Mode": "warm"], .unknown("Mode", "warm", "blind or attended")),
        ] as [([String: String?], OperatorRefusal)])
    func unreadable(changes: [String: String?], refusal: OperatorRefusal) {
        #expect(Self.refusal(of: Self.fields(changes), by: Self.operators()) == refusal)
    }

    @Test("Signed by an operator who may: admitted")
    func admitted() {
        #expect(Self.refusal(of: Self.fields(), by: Self.operators()) == nil)
    }

    @Test(
        "Any field changed after signing breaks the signature",
        arguments: [
            ["Target": "+79030000000"], ["Linkedid": "1.1"], ["Command": "cancel"], ["Mode": "blind"],
            ["ActionID": "18"], ["Time": "1800000001"], ["Signature": "00"], ["Signature": "xx"], ["Signature": nil],
        ] as [[String: String?]])
    func forged(changes: [String: String?]) {
        #expect(Self.refusal(of: Self.fields(changes), by: Self.operators()) == .badSignature("reception"))
    }

    @Test("Another's key, a stranger, nobody, and an office without operators are refused")
    func strangers() {
        let other = "another key of thirty characters"
        #expect(Self.refusal(of: Self.fields(signedWith: other), by: Self.operators()) == .badSignature("reception"))
        #expect(Self.refusal(of: Self.fields(["Operator": "mallory"]), by: Self.operators()) == .stranger("mallory"))
        #expect(Self.refusal(of: Self.fields(["Operator": nil]), by: Self.operators()) == .stranger(""))
        #expect(Self.refusal(of: Self.fields(), by: Operators()) == .off)
    }

    @Test("Who lacks the right is told which")
    func right() {
        #expect(
            Self.refusal(of: Self.fields(), by: Self.operators(may: [.cancel]))
                == .notAllowed(operator: "reception", .transfer))
    }

    @Test(
        "A minute is the most that clocks may differ",
        arguments: [(-61.0, true), (-60, false), (60, false), (61, true)])
    func time(offset: Double, isRefused: Bool) throws {
        var operators = Self.operators()
        let command = try CallCommand { Self.fields()[$0] }
        var refusal: OperatorRefusal?
        do throws(OperatorRefusal) {
            try operators.admit(command, at: Self.moment.addingTimeInterval(offset))
        } catch { refusal = error }
        #expect(refusal == (isRefused ? .badTime("reception") : nil))
    }

    @Test("A command that was overheard is not carried out a second time")
    func repeated() throws {
        var operators = Self.operators()
        let command = try CallCommand { Self.fields()[$0] }
        try operators.admit(command, at: Self.moment)
        #expect(throws: OperatorRefusal.repeated("17")) {
            try operators.admit(command, at: Self.moment.addingTimeInterval(59))
        }
    }

    @Test("Where Asterisk's accounts are trusted nothing is signed; who names himself is checked all the same")
    func trusting() {
        let trusting = Operators(trustsAccounts: true)
        #expect(Self.refusal(of: Self.fields(["Operator": nil], signedWith: nil), by: trusting) == nil)
        #expect(Self.refusal(of: Self.fields(signedWith: nil), by: trusting) == .off)
    }
}
