import AGI
import Routing

extension Decision {
    /// The answer as channel variables, the sentinel last.
    ///
    /// - Parameter first: the Uniqueid of the channel that asks, if this is the call's first question, with which the
    ///   failure route learns what it needs.
    func variables(for call: IncomingCall, table: RoutingTable, first: String?) -> [AGIVariable] {
        typealias Name = DialplanName.Variable
        var variables = [
            AGIVariable(Name.step, step.name),
            AGIVariable(Name.cursor, cursor.description),
            AGIVariable(Name.language, table.language(for: call, at: cursor)),
        ]
        if call.transfer == nil, !cursor.isMember {
            variables.append(AGIVariable(Name.callerLanguage, table.language(for: call, at: cursor)))
        }
        if let first {
            if call.transfer != nil { variables.append(AGIVariable(Name.transfer, first)) }
            variables += [
                AGIVariable(Name.lastGood, table.lastGood(for: call).dialString()),
                AGIVariable(Name.operatorLegs, table.operatorLegs.dialString()),
                AGIVariable(Name.companyNumber, table.companyNumber),
                AGIVariable(
                    Name.emergency,
                    table.emergencyLegs.map { "\($0.number)=\([$0.leg].dialString())" }.joined(separator: "&")),
            ]
        }
        switch step {
        case .ring(let ring):
            variables += ring.variables(isConfidential: call.isConfidential)
            variables += [
                AGIVariable(Name.record, ring.recording?.party.rawValue ?? ""),
                AGIVariable(
                    Name.tellLanguage,
                    ring.tells.isEmpty ? "" : ring.recording?.language ?? table.language(of: call, atLeg: cursor)),
                AGIVariable(Name.confirm, ring.confirm ? table.language(of: call, atLeg: cursor) : ""),
                AGIVariable(Name.client, table.answer(ofClientAt: cursor, in: call)?.rawValue ?? ""),
                AGIVariable(Name.clientLanguage, table.language(of: call, atLeg: cursor)),
                AGIVariable(Name.report, table.wantsToKnow(whoAnswers: call, at: cursor) ? "1" : ""),
            ]
        case .collect(let collect): variables += collect.variables
        case .queue(let wait):
            variables += wait.variables
            variables.append(AGIVariable(Name.record, wait.recording?.party.rawValue ?? ""))
        case .say(let parts), .change(_, say: let parts), .changeAgent(_, say: let parts), .tell(let parts),
            .callback(_, say: let parts):
            variables.append(AGIVariable(Name.say, parts.playback))
        case .mailbox(let mailbox): variables.append(AGIVariable(Name.mailbox, mailbox))
        case .voicemail(let mailbox, let greeting):
            variables += [
                AGIVariable(Name.mailbox, mailbox), AGIVariable(Name.greeting, greeting == .busy ? "b" : "u"),
            ]
        case .announce(let announcement): variables.append(AGIVariable(Name.announcement, announcement.rawValue))
        case .decline(let outcome): variables.append(AGIVariable(Name.cause, String(outcome.cause)))
        case .busy, .hangup, .failure: break
        }
        return variables + [AGIVariable(Name.answer, "ok")]
    }
}

extension Step {
    /// Its extension in the dialplan's context `switchboard-step`.
    var name: String {
        switch self {
        case .ring: "ring"
        case .collect: "collect"
        case .voicemail: "voicemail"
        case .mailbox: "mailbox"
        case .announce: "announce"
        case .say, .change, .changeAgent, .callback(.request, say: _): "say"
        case .tell, .callback(.cancel, say: _): "tell"
        case .queue: "queue"
        case .busy: "busy"
        case .hangup: "hangup"
        case .decline: "decline"
        case .failure: "failure"
        }
    }
}

extension Ring {
    /// - Parameter isConfidential: a client may be the one who calls.
    fileprivate func variables(isConfidential: Bool) -> [AGIVariable] {
        typealias Name = DialplanName.Variable
        let shown: (number: String, name: String) =
            switch caller {
            case .unchanged: ("", "")
            case .number(let number, let name): (number, name)
            }
        // r: the office rings for the caller, without a gap from leg to leg, whatever networks play before the answer.
        // I: what the far end says about its number is not shown to the caller (app_dial.c).
        // t and T: the callee, the caller may transfer.
        let hides = isConfidential || legs.contains { $0.isOutside || $0.isApart }
        var variables = [
            AGIVariable(Name.legs, legs.dialString(exclusive: busyWhenInUse)),
            AGIVariable(Name.seconds, String(seconds.count)),
            AGIVariable(
                Name.dialOptions,
                (earlyMedia ? "" : "r") + (hides ? "I" : "") + (transferRights.callee ? "t" : "")
                    + (transferRights.caller ? "T" : "")),
            AGIVariable(Name.leg, outsideLeg?.mark ?? ""),
            AGIVariable(
                Name.keyed,
                transferRights.outsideKeys ? "outside" : transferRights.keyingDevices.joined(separator: "&")),
            AGIVariable(Name.tell, tells.playback),
            AGIVariable(Name.shownNumber, shown.number),
            AGIVariable(Name.shownName, shown.name),
        ]
        for (index, leg) in legs.enumerated() {
            guard case .member(let cursor, let after) = leg else { continue }
            variables.append(AGIVariable(Name.member(index + 1), cursor.description))
            if after.count > 0 { variables.append(AGIVariable(Name.begin(index + 1), String(after.count))) }
        }
        for place in 1...2 {
            let header = place <= diversions.count ? diversions[place - 1] : nil
            variables += [
                AGIVariable(Name.diverter(place), header?.number ?? ""),
                AGIVariable(
                    Name.diversion(place), header.map { "reason=\($0.reason.rawValue);counter=\($0.counter)" } ?? ""),
            ]
        }
        return variables
    }
}

extension IncomingCall {
    /// A client may be the one who calls.
    fileprivate var isConfidential: Bool {
        if case .callback = origin { return true }
        return isExternal || transfer != nil
    }
}

extension QueueWait {
    fileprivate var variables: [AGIVariable] {
        typealias Name = DialplanName.Variable
        return [
            AGIVariable(Name.queue, queue), AGIVariable(Name.queueName, name),
            AGIVariable(Name.queueOrder, String(order)),
            AGIVariable(Name.seconds, seconds.map { String($0.count) } ?? ""),
        ]
    }
}

extension Leg {
    fileprivate var isApart: Bool {
        if case .member = self { true } else { false }
    }
}

extension Collect {
    fileprivate var variables: [AGIVariable] {
        typealias Name = DialplanName.Variable
        return [
            AGIVariable(Name.prompts, prompts.map(SpokenPart.prompt).playback),
            AGIVariable(Name.wait, String(wait.count)),
            AGIVariable(Name.interDigit, String(interDigit.count)),
            AGIVariable(Name.plan, String(growth.id)),
        ]
            + growth.longest.sorted { $0.key < $1.key }
            .map { AGIVariable(Name.growth(growth.id, $0.key), String($0.value)) }
    }
}

extension [SpokenPart] {
    /// What the dialplan plays, one after the other: files, and numbers as `number:20`.
    var playback: String {
        flatMap { part in
            switch part {
            case .prompt(let name): ["\(DialplanName.prompts)/\(name)"]
            case .digits(let digits): digits.map { "digits/\($0)" }
            case .number(let number): ["number:\(number)"]
            }
        }
        .joined(separator: "&")
    }
}

extension LegOutcome {
    /// The Q.850 cause with which a leg that found nobody ends, so that the call it belongs to reads the same from it.
    fileprivate var cause: Int {
        switch self {
        case .answered, .cancelled: 16
        case .busy: 17
        case .noAnswer: 19
        case .unreachable: 20
        case .rejected: 21
        case .noSuchNumber: 1
        case .trunkFailed: 34
        }
    }
}
