import Foundation

/// One decision being taken: the call, the cursor as it moves, and the reasons as they come up.
struct Evaluation {
    let table: RoutingTable
    let call: IncomingCall
    let moment: Date
    let memory: CallMemory
    var cursor: CallCursor
    var explanation: [String] = []
    var turn: GroupTurn?
    var forwards: [Forward] = []

    init(table: RoutingTable, call: IncomingCall, cursor: CallCursor?, moment: Date, memory: CallMemory) {
        self.table = table
        self.call = call
        self.moment = moment
        self.memory = memory
        self.cursor = cursor ?? CallCursor(revision: table.revision)
    }

    /// Notes a reason, once.
    mutating func explain(_ reason: String) {
        guard !explanation.contains(reason) else { return }
        explanation.append(reason)
    }

    // MARK: The beginning

    mutating func begin() -> Step {
        // A phone of the office can say what it likes.
        if call.isExternal, let diverter = call.diverter?.parsed {
            cursor.diversion = DiversionChain(.init(by: .number(diverter.e164), reason: call.diversionReason))
        }
        if let transfer = call.transfer { explain(transfer) }
        return switch call.origin {
        case .external: inbound()
        case .internal(let device): dialled(from: device)
        case .callback(let queue, _): callBack(for: queue)
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
        if let destination = table.destination(extension: call.dialled.text) {
            explain("\(call.dialled.text) is \(table.describe(destination))")
            return follow(destination, of: nil)
        }
        if let step = call.transfer == nil ? code(from: device) : refusedInTransfer() { return step }
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
        guard let user = table.user(calling: call) else {
            let who = call.transfer.map { table.describe($0.transferor, of: call) } ?? device
            explain("\(who) is no user's phone: it may not call outside")
            return .announce(.notAllowed)
        }
        if call.transfer == nil { explain("user \(user.extension) (\(user.name)) calls \(number.e164)") }
        return ringOutside(number, for: nil)
    }
}
