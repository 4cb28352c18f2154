import Crypto
import Foundation
import Testing

@testable import SwitchboardServer

/// `SwitchboardCommand` with `Command: callback`.
@Suite struct CallbackCommandTests {
    private static let key = "a key of thirty-two characters.."
    private static let moment = Date(timeIntervalSince1970: 1_800_000_000)

    /// As an operator's program sends it.
    private static func fields(_ own: [String: String], changed: [String: String?] = [:]) -> [String: String] {
        var fields = ["ActionID": "17", "Operator": "reception", "Time": "1800000000", "Command": "callback"]
        fields.merge(own) { $1 }
        // The documented order, one line each.
        let text = ["ActionID", "Operator", "Time", "Command", "Do", "Queue", "Number", "Callback"]
            .map { fields[$0] ?? "" }.joined(separator: "\n")
        fields["Signature"] = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: Data(Self.key.utf8))
        ).map { String(format: "%02x", $0) }.joined()
        for (name, value) in changed { fields[name] = value }
        return fields
    }

    private static func refusal(of fields: [String: String], may: Set<OperatorRight>) -> OperatorRefusal? {
        var operators = Operators(accounts: ["reception": .init(key: key, may: may)])
        do throws(OperatorRefusal) {
            try operators.admit(try CallCommand { fields[$0] }, at: moment)
            return nil
        } catch { return error }
    }

    private static let request = ["Do": "request", "Queue": "support", "Number": "8 903 555-00-01"]

    @Test(
        "it is read",
        arguments: [
            (request, .request(queue: "support", number: "8 903 555-00-01")),
            (["Do": "retry", "Callback": "12"], .retry(12)), (["Do": "cancel", "Callback": "12"], .cancel(12)),
        ] as [([String: String], CallbackRequest)])
    func read(own: [String: String], request: CallbackRequest) throws {
        let fields = Self.fields(own)
        #expect(try CallCommand { fields[$0] }.order == .callback(request))
        #expect(Self.refusal(of: fields, may: [.callback]) == nil)
    }

    @Test(
        "what is missing or unknown is named",
        arguments: [
            ([:], .missing("Do")), (["Do": "dance"], .unknown("Do", "dance", "request, retry or cancel")),
            (["Do": "request", "Number": "1"], .missing("Queue")),
            (["Do": "request", "Queue": "1"], .missing("Number")),
            (["Do": "retry"], .missing("Callback")),
            (["Do": "cancel", "Callback": "12-1"], .unknown("Callback", "12-1", "the number of one")),
        ] as [([String: String], OperatorRefusal)])
    func unreadable(own: [String: String], refusal: OperatorRefusal) {
        #expect(Self.refusal(of: Self.fields(own), may: [.callback]) == refusal)
    }

    @Test(
        "any field changed after signing breaks the signature",
        arguments: [
            ["Queue": "sales"], ["Number": "+79030000000"], ["Callback": "13"], ["Do": "retry", "Callback": "13"],
            ["ActionID": "18"], ["Time": "1800000001"],
        ] as [[String: String?]])
    func forged(changes: [String: String?]) {
        let refusal = Self.refusal(of: Self.fields(Self.request, changed: changes), may: [.callback])
        #expect(refusal == .badSignature("reception"))
    }

    @Test("it needs a right of its own")
    func right() {
        let all = Set(OperatorRight.allCases).subtracting([.callback])
        let refusal = Self.refusal(of: Self.fields(Self.request), may: all)
        #expect(refusal == .notAllowed(operator: "reception", .callback))
        #expect(refusal?.description == "reception may not handle callbacks")
    }
}
