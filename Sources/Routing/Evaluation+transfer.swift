extension Evaluation {
    /// What a transferred call is decided on, before all else.
    mutating func explain(_ transfer: CallTransfer) {
        let holds = transfer.kind == .blind || transfer.holds ? "" : ", and has hung up already"
        explain("\(table.describe(transfer.transferor, of: call)) transfers to \(call.dialled.text)\(holds)")
    }

    /// A transfer changes no rules and calls no emergency service; `nil` for anything else that may be dialled.
    mutating func refusedInTransfer() -> Step? {
        let dialled = call.dialled.text
        guard !table.isEmergency(dialled) else {
            explain("\(dialled) is an emergency number: nobody is transferred there")
            return .announce(.notAllowed)
        }
        guard table.isCode(dialled) else { return nil }
        explain("\(dialled) is a code: nobody is transferred there")
        return .announce(.notAllowed)
    }

    // MARK: The end

    /// A transferred call's own end without a person: who holds the client is told the reason, else the rescue begins.
    mutating func settled(_ step: Step) -> Step {
        guard let transfer = call.transfer, cursor.stage == .rules, !cursor.isMember else { return step }
        switch step {
        case .ring, .queue, .tell, .callback, .decline, .failure: return step
        case .voicemail, .collect:
            // The client's, whose colleague or company wants it so.
            guard transfer.holds else { return step }
        case .mailbox, .announce, .say, .change, .changeAgent, .busy, .hangup: break
        }
        guard transfer.holds else { return rescue() }
        let reason: Step.Announcement =
            switch step {
            case .announce(let announcement): announcement
            case .busy: .colleagueBusy
            default: .nobodyAvailable
            }
        explain("\(table.describe(transfer.transferor, of: call)) is told so, and has his client back")
        return .announce(reason)
    }

    /// Nobody took the call, and who transferred it has hung up: it comes back to the leg he had, whatever his rules say.
    mutating func rescue() -> Step {
        guard let transfer = call.transfer else { return failure("nobody has transferred this call") }
        // Whom this call has rung besides may be he: he was in a call then.
        cursor.stage = .transferor
        cursor.frame = nil
        cursor.trunk = nil
        let who = table.describe(transfer.transferor, of: call)
        return ring(transfer.transferor, named: who) ?? lastResort()
    }

    private mutating func ring(_ transferor: CallTransfer.Transferor, named who: String) -> Step? {
        let seconds = RoutingTable.transferorRing
        let user = table.user(calling: call)
        switch transferor {
        case .phone:
            // A device that is no user's may be a trunk.
            guard let user, let phone = user.phone else {
                explain("\(who) has hung up, and is no user's phone")
                return nil
            }
            explain("\(who) has hung up: his phone is rung")
            cursor.frame = .user(user.extension)
            return ring(phone, of: user, seconds: seconds)
        case .outside(.mobile(let name)):
            guard let mobile = user?.mobile, let number = table.numbers[mobile] else {
                explain("\(who) has hung up, and has no mobile any more")
                return nil
            }
            explain("\(who) has hung up: his mobile is rung")
            return ringBack(number, as: .mobile(name), for: user, seconds: seconds)
        case .outside(.number(let e164)):
            guard let number = table.numbers[e164] ?? table.read(e164).parsed else {
                return nil
            }
            explain("\(who) has hung up: \(number.e164) is rung")
            return ringBack(number, as: .number(number.e164), for: user, seconds: seconds)
        case .outside(.sip(let address)):
            explain("\(who) has hung up: \(address) is rung")
            cursor.tried.removeAll { $0 == .sip(address.description) }
            return ringSIP(address, for: nil, seconds: seconds)
        }
    }

    private mutating func ringBack(
        _ number: PhoneNumber, as tried: CallCursor.Tried, for user: User?, seconds: Seconds
    ) -> Step? {
        cursor.frame = user.map { .user($0.extension) }
        cursor.tried.removeAll { $0 == tried }
        return ringIfAllowed(number, as: tried, for: user, seconds: seconds, confirm: false)
    }

    // MARK: Who may transfer

    /// A step of ringing with who may transfer the call then, and what whoever picks up is told.
    func ringing(_ ring: Ring) -> Ring {
        var ring = ring
        for leg in ring.legs {
            switch leg {
            case .phone(let device):
                ring.transferRights.callee = true
                if table.user(device: device)?.analog ?? false { ring.transferRights.keyingDevices.append(device) }
            case .outside(let number, _, _):
                ring.outsideLeg = outsideLeg(number)
                guard !isOwnCall(to: number), !isCallbackToClient else { continue }
                ring.transferRights.callee = true
                ring.transferRights.outsideKeys = true
            case .sip(let address):
                ring.outsideLeg = .sip(address)
                ring.transferRights.callee = true
                ring.transferRights.outsideKeys = true
            case .member: continue
            }
        }
        // Of a leg that is decided apart, and of a consult, the caller is the other half of a Local channel. A client
        // transfers nothing.
        ring.transferRights.caller =
            switch call.transfer?.kind {
            case nil: !call.isExternal && !cursor.isMember
            case .blind: !cursor.isMember && call.transfer.flatMap { table.user(device: $0.clientDevice) } != nil
            case .consult: false
            }
        if cursor.stage == .transferor { ring.tells = [.prompt(Prompt.transferredCall)] }
        if case .callback = call.origin, !isCallbackToClient, let client = call.caller?.parsed {
            ring.tells = [.prompt(Prompt.callbackFor), .digits(client.digits)]
        }
        return ring
    }

    private func outsideLeg(_ number: String) -> OutsideLeg {
        if case .mobile(let name)? = cursor.tried.last { return .mobile(name) }
        return table.mobiles[number].map { .mobile($0) } ?? .number(number)
    }

    /// Whether a user himself has dialled this number outside the office: who answers there is a stranger. So is whom a
    /// client is transferred to outside, unless it is a colleague's mobile.
    func isOwnCall(to number: String) -> Bool {
        guard !call.isExternal, !cursor.isMember, cursor.stage == .rules, cursor.frame == nil,
            [call.dialled.parsed?.e164, call.dialled.text].contains(number)
        else { return false }
        return call.transfer == nil || table.mobiles[number] == nil
    }
}
