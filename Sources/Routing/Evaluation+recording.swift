extension Evaluation {
    /// A step of ringing with whether what comes of it is recorded.
    mutating func recorded(_ ring: Ring) -> Ring {
        var ring = ring
        if let recording = calledOut(by: ring) {
            ring.recording = recording
            ring.tells = [.prompt(Prompt.callRecorded)]
        } else {
            // Who is called back is told by the dialplan, when it is certain that it is he.
            ring.recording = calledBack() ?? incoming(reasonFor(ring))
        }
        return ring
    }

    /// The same for waiting in a queue.
    mutating func recorded(_ wait: QueueWait) -> QueueWait {
        var wait = wait
        let queue = table.queue(extension: wait.queue)
        wait.recording = incoming(queue.flatMap { $0.record ? .queue($0.name) : nil })
        return wait
    }

    // MARK: Calls of the office

    /// A recorded user calls the outside. Emergency services are not told, and not recorded.
    private mutating func calledOut(by ring: Ring) -> CallRecording? {
        guard call.transfer == nil, case .outside(let e164, _, _)? = ring.legs.first, isOwnCall(to: e164),
            !table.isEmergency(call.dialled.text), let number = call.dialled.parsed,
            let user = table.user(calling: call), user.record
        else { return nil }
        let reason = CallRecording.Reason.users([user.extension])
        explain("recorded, as \(reason.text) has it: who answers is told first")
        return CallRecording(party: .callee, reason: reason, language: language(spokenIn: number.region))
    }

    /// A queue that is recorded calls a client back.
    private mutating func calledBack() -> CallRecording? {
        guard isCallbackToClient, case .callback(let name, _) = call.origin, let queue = table.queue(extension: name),
            queue.record
        else { return nil }
        let reason = CallRecording.Reason.queue(queue.name)
        explain("recorded, as \(reason.text) has it: the client is told first")
        return CallRecording(party: .callee, reason: reason)
    }

    /// The office's at home; abroad what is understood there, of the languages that Switchboard's prompts have.
    private func language(spokenIn region: String) -> String {
        switch region {
        case table.settings.country: table.settings.language
        case "RU", "BY", "KZ", "KG": "ru"
        case "IT", "SM", "VA": "it"
        default: "en"
        }
    }

    // MARK: Calls for the office

    /// A leg that is decided apart goes with the step it belongs to. A consultation is no talk with the client, and the
    /// channel that asks then is not his.
    private mutating func incoming(_ reason: CallRecording.Reason?) -> CallRecording? {
        guard let reason = number ?? reason, !cursor.isMember, clientCalls else { return nil }
        explain("recorded, as \(reason.text) has it: the caller is told first")
        return CallRecording(party: .caller, reason: reason)
    }

    private var number: CallRecording.Reason? {
        guard call.isExternal, let number = call.dialled.parsed, table.inboundNumbers[number.e164]?.record ?? false
        else { return nil }
        return .number(number.e164)
    }

    /// Whether who asks is outside: he calls, or was sent on.
    private var clientCalls: Bool {
        guard let transfer = call.transfer else { return call.isExternal }
        return transfer.kind == .blind && table.user(device: transfer.clientDevice) == nil
    }

    /// The group that rings, or all who may answer. Who answers is not known when the caller is told: where some of those
    /// who ring together have not asked for it, nobody is recorded.
    private func reasonFor(_ ring: Ring) -> CallRecording.Reason? {
        if case .group(let name, _, _)? = cursor.frame, table.group(name)?.record ?? false { return .group(name) }
        var users: Set<String> = []
        let areRecorded = ring.legs.allSatisfy { leg in
            switch leg {
            case .phone(let device): table.isRecorded(table.user(device: device), &users)
            case .outside(let number, _, _): table.isRecorded(Destination.number(number), of: owner, &users)
            case .sip(let address): table.isRecorded(Destination.sip(address), of: owner, &users)
            case .member(let cursor, _):
                switch cursor.frame {
                case .member(let member): table.isRecorded(member.target, of: owner, &users)
                default: false
                }
            }
        }
        return areRecorded && !users.isEmpty ? .users(users.sorted()) : nil
    }

    /// Whose rules or whose call it is that rings.
    private var owner: User? {
        switch cursor.frame {
        case .user(let name), .familiar(let name, _, _): table.user(name)
        case .group, .queue, .menu, .number, .member, nil: nil
        }
    }
}

extension RoutingTable {
    fileprivate func isRecorded(_ user: User?, _ users: inout Set<String>) -> Bool {
        guard let user, user.record else { return false }
        users.insert(user.extension)
        return true
    }

    fileprivate func isRecorded(
        _ target: MemberCall.Target, of owner: User?, _ users: inout Set<String>
    ) -> Bool {
        switch target {
        case .leg(let name), .telephones(let name): isRecorded(user(name), &users)
        case .user(let name): isRecorded(.user(name), of: owner, forwards: true, &users)
        case .number(let e164): isRecorded(Destination.number(e164), of: owner, &users)
        case .sip(let address): isRecorded(Destination.sip(address), of: owner, &users)
        case .group(let name): isRecorded(Destination.group(name), of: owner, &users)
        }
    }

    /// Whether all whom one of several legs may find are recorded; their extensions are collected.
    ///
    /// - Parameters:
    ///   - owner: the user whose forward leads there.
    ///   - forwards: whether users' forwards apply.
    fileprivate func isRecorded(
        _ destination: Destination, of owner: User?, forwards: Bool = false, _ users: inout Set<String>
    ) -> Bool {
        switch destination {
        case .user(let name):
            let isKnown = users.contains(name)
            guard let user = user(name), isRecorded(user, &users) else { return false }
            return isKnown || !forwards
                || user.forward.allSatisfy { isRecorded($0.to, of: user, forwards: true, &users) }
        case .mobile: return isRecorded(owner, &users)
        case .number(let e164): return isRecorded(user(mobile: e164) ?? owner, &users)
        case .sip: return isRecorded(owner, &users)
        case .group, .speakers:
            let name = if case .group(let name) = destination { name } else { destination.description }
            guard let group = group(name) else { return false }
            return group.members.allSatisfy {
                isRecorded($0.to, of: nil, forwards: group.membersForward, &users)
            }
        case .operator: return isRecorded(settings.operator, of: nil, forwards: forwards, &users)
        // None of these can be one of several that ring.
        case .menu, .voicemail, .play, .busy, .hangup, .queue: return true
        }
    }
}
