import Foundation
import Routing

/// Where clients' requests to be called back are kept and carried out.
protocol CallbackDesk: Sendable {
    /// Puts a request down, or takes one back. It is on disk when this returns.
    ///
    /// - Parameters:
    ///   - name: the client's name as he came.
    ///   - call: Linkedid of the call he asks in.
    /// - Returns: whether it was done.
    func carryOut(_ order: CallbackOrder, name: String?, call: String, at moment: Date) async -> Bool

    /// An agent is there, and the client's telephone is about to ring.
    ///
    /// - Returns: whether it may: once for each attempt, and not when the request has ended meanwhile. That it rings is on
    ///   disk then.
    func mayDial(_ attempt: CallbackAttemptID, call: String, at moment: Date) async -> Bool
}

/// An attempt of a request: `12-1`, as the dialplan names it.
struct CallbackAttemptID: Sendable, Hashable, CustomStringConvertible {
    var request: Int64
    /// From 1.
    var number: Int

    init(request: Int64, number: Int) {
        self.request = request
        self.number = number
    }

    /// Reads what ``description`` wrote.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let request = Int64(parts[0]), let number = Int(parts[1]), request > 0, number > 0
        else { return nil }
        self.init(request: request, number: number)
    }

    var description: String { "\(request)-\(number)" }
}
