/// What somebody wants who dialled a code.
public enum PhoneCodeRequest: Sendable, Hashable {
    /// Forward to this number, as dialled; `after` is how long the phone rings first.
    case registerForward(ForwardingSelection, number: String, after: Seconds?)
    /// Forward to a number that is still to be asked for.
    case askNumber(ForwardingSelection)
    /// Switch forwards on that are set.
    case activateForward(ForwardingSelection)
    /// Switch them off, and keep them.
    case deactivateForward(ForwardingSelection)
    /// Erase them.
    case eraseForward(ForwardingSelection)
    /// Tell what is set.
    case interrogateForward(ForwardingSelection)
    /// Let a second call through, or not.
    case setCallWaiting(Bool)
    /// Tell whether a second call comes through.
    case interrogateCallWaiting
    /// Come, go or pause in the queue with this extension; `nil`: in all of one's own.
    case agent(AgentAction, queue: String?)
    /// Tell how it stands with one's queues, or with this one.
    case interrogateAgent(queue: String?)
    /// Hear one's messages.
    case voicemail
}

/// What a dialled text is as a code.
public enum PhoneCodeReading: Sendable, Hashable {
    /// Something else: an extension, a number.
    case notACode
    /// It begins as codes do, and is none.
    case unknown
    /// A code with something wrong in it: what.
    case malformed(String)
    /// A code.
    case request(PhoneCodeRequest)
}

extension PhoneCodes {
    /// The most characters a code can have.
    private static let longest = 40
    /// The most digits of a number in it.
    private static let longestNumber = 20

    /// Reads what was dialled.
    ///
    /// A code in one piece comes first where it matches exactly: alone, or with nothing but a number's digits behind it;
    /// of two that do the longer one (`check` refuses codes that hide each other so). Then GSM's form, with its final `#`
    /// or without, since phones take that for the end of dialling. Then a code in one piece with a `#` behind it, which
    /// other phones send. What begins with `*` or `#` is nothing but a code.
    public func reading(of dialled: String) -> PhoneCodeReading {
        guard dialled.utf8.count <= Self.longest else {
            return dialled.first == "*" || dialled.first == "#" ? .unknown : .notACode
        }
        if let request = inOnePiece(dialled) { return .request(request) }
        guard dialled.first == "*" || dialled.first == "#" else { return .notACode }
        let reading = gsm(dialled)
        if reading == .unknown, dialled.last == "#", let request = inOnePiece(String(dialled.dropLast())) {
            return .request(request)
        }
        return reading
    }

    private func inOnePiece(_ dialled: String) -> PhoneCodeRequest? {
        let matches = Name.allCases.filter { name in
            !name.isService && self[name].map { !$0.isEmpty && dialled.hasPrefix($0) } ?? false
        }
        // *721 is a code of its own before it is *72 with a 1.
        guard let name = matches.max(by: { (self[$0] ?? "").count < (self[$1] ?? "").count }) else { return nil }
        let number = String(dialled.dropFirst((self[name] ?? "").count))
        switch name.kind {
        case .register(let selection):
            if number.isEmpty { return .askNumber(selection) }
            return Self.isNumber(number) ? .registerForward(selection, number: number, after: nil) : nil
        case .erase(let selection): return number.isEmpty ? .eraseForward(selection) : nil
        case .voicemail: return number.isEmpty ? .voicemail : nil
        case .forwardService, .waitingService, .agentService: return nil
        }
    }

    private enum Operation {
        case register, activate, deactivate, interrogate, erase
    }

    /// `**SC*SIA*SIB*SIC#` and its like.
    private func gsm(_ dialled: String) -> PhoneCodeReading {
        let operations: [(String, Operation)] = [
            ("**", .register), ("*#", .interrogate), ("##", .erase), ("*", .activate), ("#", .deactivate),
        ]
        guard let (prefix, operation) = operations.first(where: { dialled.hasPrefix($0.0) }) else { return .unknown }
        var text = dialled.dropFirst(prefix.count)
        let isEnded = text.last == "#"
        if isEnded { text = text.dropLast() }
        let parts = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        guard let service = parts.first,
            let name = Name.allCases.first(where: { $0.isService && self[$0] == service })
        else { return .unknown }
        // Cut off by a phone that dials when the fingers rest: **21*, and the number never came.
        guard isEnded || text.last != "*" || parts.dropFirst().contains(where: { !$0.isEmpty }) else {
            return .malformed("it ends in the middle")
        }
        guard parts.count <= 4 else { return .malformed("it has more parts than a code can have") }
        let supplements = (1...3).map { $0 < parts.count ? parts[$0] : "" }
        switch name.kind {
        case .forwardService(let selection): return forward(selection, operation, supplements)
        case .waitingService:
            guard Self.isVoice(supplements[0]), supplements.dropFirst().allSatisfy(\.isEmpty) else {
                return .malformed("call waiting takes no number")
            }
            return switch operation {
            case .register, .activate: .request(.setCallWaiting(true))
            case .deactivate, .erase: .request(.setCallWaiting(false))
            case .interrogate: .request(.interrogateCallWaiting)
            }
        case .agentService(let on, let off):
            guard supplements.dropFirst().allSatisfy(\.isEmpty) else {
                return .malformed("one queue's extension is all that follows")
            }
            let queue = supplements[0].isEmpty ? nil : supplements[0]
            return switch operation {
            case .register, .activate: .request(.agent(on, queue: queue))
            case .deactivate, .erase: .request(.agent(off, queue: queue))
            case .interrogate: .request(.interrogateAgent(queue: queue))
            }
        case .register, .erase, .voicemail: return .unknown
        }
    }

    private func forward(
        _ selection: ForwardingSelection, _ operation: Operation, _ supplements: [String]
    ) -> PhoneCodeReading {
        let (number, service, time) = (supplements[0], supplements[1], supplements[2])
        guard number.isEmpty || Self.isNumber(number) else { return .malformed("\(number) is not a number") }
        guard Self.isVoice(service) else { return .malformed("only voice calls are forwarded") }
        var after: Seconds?
        if !time.isEmpty {
            guard selection.conditions.contains(.noAnswer) else {
                return .malformed("only forwards after ringing take a time")
            }
            guard time.count <= 3, time.allSatisfy(\.isASCIIDigit), let seconds = Int(time), (1...600).contains(seconds)
            else {
                return .malformed("\(time) is no time to ring: 1 to 600 seconds")
            }
            guard !number.isEmpty else { return .malformed("a time goes with a number") }
            after = Seconds(seconds)
        }
        switch operation {
        case .register:
            guard !number.isEmpty else { return .malformed("the number to forward to is missing") }
            return .request(.registerForward(selection, number: number, after: after))
        case .activate:
            return .request(
                number.isEmpty
                    ? .activateForward(selection) : .registerForward(selection, number: number, after: after))
        case .deactivate: return .request(.deactivateForward(selection))
        case .erase: return .request(.eraseForward(selection))
        case .interrogate: return .request(.interrogateForward(selection))
        }
    }

    /// 3GPP TS 22.030 annex C: 10 is all teleservices, 11 telephony; there is nothing else here.
    private static func isVoice(_ service: String) -> Bool { ["", "10", "11"].contains(service) }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.first == "+" ? text.dropFirst() : text[...]
        return (1...longestNumber).contains(digits.count) && digits.allSatisfy(\.isASCIIDigit)
    }
}
