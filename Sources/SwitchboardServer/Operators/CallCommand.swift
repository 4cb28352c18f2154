import Crypto
import Foundation

/// What an operator asks for by a `SwitchboardCommand` UserEvent.
///
/// Asterisk does not tell which AMI account has sent a UserEvent (manager.c, `action_userevent`), and everybody with the
/// class `user` reads it: so a command is signed by the operator's key and carries no secret.
public struct CallCommand: Sendable, Hashable {
    /// What is to be done with a call.
    public enum Request: Sendable, Hashable {
        /// Send the other party to a target; attended: the employee speaks with it first.
        case transfer(to: String, attended: Bool)
        /// Join the two an attended transfer is between.
        case complete
        /// Take the client back from an attended transfer.
        case cancel
    }

    /// What is to be done.
    public enum Order: Sendable, Hashable {
        /// With the call of this Linkedid.
        case call(LiveCall.ID, Request)
        /// About a client who is called back.
        case callback(CallbackRequest)

        /// The right it needs.
        public var right: OperatorRight {
            switch self {
            case .call(_, .transfer): .transfer
            case .call(_, .complete): .complete
            case .call(_, .cancel): .cancel
            case .callback: .callback
            }
        }
    }

    /// What the operator calls it; the result carries it.
    public var actionID: String
    /// What is asked for.
    public var order: Order
    /// Who asks, as he says.
    public var `operator`: String?
    /// When it was signed, in seconds since 1970.
    var signedAt: Int?
    var signature: String?
    /// What is signed: the command's fields, each on a line of its own.
    private var signed: String

    /// Reads a command.
    ///
    /// - Parameter field: a header of the event by name.
    /// - Throws: `OperatorRefusal` that names the field that is missing or wrong.
    public init(_ field: (String) -> String?) throws(OperatorRefusal) {
        func required(_ name: String) throws(OperatorRefusal) -> String {
            guard let value = field(name), !value.isEmpty else { throw .missing(name) }
            return value
        }
        actionID = try required("ActionID")
        let command = try required("Command")
        let mode = field("Mode") ?? ""
        switch command {
        case "transfer":
            guard ["", "blind", "attended"].contains(mode) else { throw .unknown("Mode", mode, "blind or attended") }
            let request = Request.transfer(to: try required("Target"), attended: mode == "attended")
            order = .call(try required("Linkedid"), request)
        case "complete": order = .call(try required("Linkedid"), .complete)
        case "cancel": order = .call(try required("Linkedid"), .cancel)
        case "callback": order = .callback(try CallbackRequest(field))
        default: throw .unknown("Command", command, "transfer, complete, cancel or callback")
        }
        `operator` = field("Operator")
        signedAt = field("Time").flatMap(Int.init)
        signature = field("Signature")
        let own = order.right == .callback ? ["Do", "Queue", "Number", "Callback"] : ["Linkedid", "Target", "Mode"]
        signed = ([actionID, `operator` ?? "", field("Time") ?? "", command] + own.map { field($0) ?? "" })
            .joined(separator: "\n")
    }

    /// Whether it was signed by whoever has the key.
    func isSigned(with key: String) -> Bool {
        guard let signature, let bytes = Self.bytes(ofHex: signature) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes, authenticating: Data(signed.utf8), using: SymmetricKey(data: Data(key.utf8)))
    }

    private static func bytes(ofHex text: String) -> Data? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}
