import AGI
import Routing

extension Decision {
    /// The answer as channel variables, the sentinel last.
    ///
    /// - Parameter isFirst: the call's first question, with which the failure route learns what it needs.
    func variables(for call: IncomingCall, table: RoutingTable, isFirst: Bool) -> [AGIVariable] {
        typealias Name = DialplanName.Variable
        var variables = [
            AGIVariable(Name.step, step.name),
            AGIVariable(Name.cursor, cursor.description),
            AGIVariable(Name.language, table.language(for: call)),
        ]
        if isFirst {
            variables += [
                AGIVariable(Name.lastGood, table.lastGood(for: call).dialString),
                AGIVariable(Name.operatorLegs, table.operatorLegs.dialString),
                AGIVariable(
                    Name.emergency,
                    table.emergencyLegs.map { "\($0.number)=\($0.leg.dialString)" }.joined(separator: "&")),
            ]
        }
        switch step {
        case .ring(let ring): variables += ring.variables
        case .voicemail(let mailbox, let greeting):
            variables += [
                AGIVariable(Name.mailbox, mailbox), AGIVariable(Name.greeting, greeting == .busy ? "b" : "u"),
            ]
        case .announce(let announcement): variables.append(AGIVariable(Name.announcement, announcement.rawValue))
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
        case .voicemail: "voicemail"
        case .announce: "announce"
        case .busy: "busy"
        case .hangup: "hangup"
        case .failure: "failure"
        }
    }
}

extension Ring {
    fileprivate var variables: [AGIVariable] {
        typealias Name = DialplanName.Variable
        let shown: (number: String, name: String) =
            switch caller {
            case .unchanged: ("", "")
            case .number(let number, let name): (number, name)
            }
        return [
            AGIVariable(Name.legs, legs.dialString),
            AGIVariable(Name.seconds, String(seconds.count)),
            // I: what an outside callee's network says about its number is not shown to the caller (app_dial.c).
            AGIVariable(Name.dialOptions, legs.contains(where: \.isOutside) ? "I" : ""),
            AGIVariable(Name.busyWhenInUse, busyWhenInUse ?? ""),
            AGIVariable(Name.shownNumber, shown.number),
            AGIVariable(Name.shownName, shown.name),
        ]
    }
}
