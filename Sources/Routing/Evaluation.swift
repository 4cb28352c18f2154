import Foundation

/// One decision being taken: the call, the cursor as it moves, and the reasons as they come up.
struct Evaluation {
    let table: RoutingTable
    let call: IncomingCall
    let moment: Date
    var cursor: CallCursor
    var explanation: [String] = []

    init(table: RoutingTable, call: IncomingCall, cursor: CallCursor?, moment: Date) {
        self.table = table
        self.call = call
        self.moment = moment
        self.cursor = cursor ?? CallCursor(revision: table.revision)
    }

    /// Notes a reason, once.
    mutating func explain(_ reason: String) {
        guard !explanation.contains(reason) else { return }
        explanation.append(reason)
    }

    // MARK: The beginning

    mutating func begin() -> Step {
        switch call.origin {
        case .external: inbound()
        case .internal(let device): dialled(from: device)
        }
    }

    /// A call from a trunk: only the office's numbers can be reached, never extensions or the outside.
    private mutating func inbound() -> Step {
        guard let number = call.dialled.parsed, let entry = table.inboundNumbers[number.e164] else {
            explain("\(call.dialled.text) is not a number of this office: the operator takes it")
            return follow(.operator, of: nil)
        }
        return rules(of: entry)
    }

    private mutating func dialled(from device: String) -> Step {
        switch table.extensions[call.dialled.text] {
        case .user(let user)?:
            explain("\(call.dialled.text) is user \(user.extension) (\(user.name))")
            return reach(user)
        case .group(let name)?: return follow(.group(name), of: nil)
        case .queue(let name)?: return follow(.queue(name), of: nil)
        case nil: break
        }
        if table.isEmergency(call.dialled.text) {
            explain("\(call.dialled.text) is an emergency number: the first trunk, whatever it allows")
            return ringEmergency(call.dialled.text)
        }
        guard let number = call.dialled.parsed else {
            explain("\(call.dialled.text) is neither an extension nor a telephone number")
            return .announce(.noSuchNumber)
        }
        if let entry = table.inboundNumbers[number.e164] {
            explain("\(number.e164) is the office's own number: it stays inside")
            return rules(of: entry)
        }
        guard let user = table.user(device: device) else {
            explain("\(device) is no user's phone: it may not call outside")
            return .announce(.notAllowed)
        }
        explain("user \(user.extension) (\(user.name)) calls \(number.e164)")
        return ringOutside(number, for: nil)
    }

    /// The rules of a number, top-down: the first that fits wins.
    private mutating func rules(of entry: InboundNumber) -> Step {
        let name = entry.number + (entry.name.map { " (\($0))" } ?? "")
        for (index, rule) in entry.rules.enumerated() {
            if let feature = rule.unsupported {
                explain("\(name), rule \(index + 1) needs \(feature), which this version can't decide")
                return .failure
            }
            guard fits(rule.caller), let to = rule.to else { continue }
            let condition = rule.caller == nil ? "for every call" : "caller \(call.caller?.parsed?.e164 ?? "")"
            explain("\(name), rule \(index + 1): \(condition) → \(to)")
            return follow(to, of: nil)
        }
        explain("\(name): no rule fits, the operator takes the call")
        return follow(.operator, of: nil)
    }

    private func fits(_ caller: NumberRule.Caller?) -> Bool {
        guard case .numbers(let numbers)? = caller else { return true }
        return call.caller?.parsed.map { numbers.contains($0.e164) } ?? false
    }
}

extension NumberRule {
    /// The condition of this rule that can't be decided yet.
    fileprivate var unsupported: String? {
        if during != nil || outside != nil { return "schedules" }
        if familiar != nil { return "the familiar employee" }
        if caller == .abroad { return "callers from abroad" }
        return nil
    }
}
