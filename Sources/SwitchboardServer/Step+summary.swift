import Routing

extension Step {
    /// One line for people: `ring PJSIP/101 for 20s`.
    public var summary: String {
        switch self {
        case .ring(let ring): "ring \(ring.legs.map(\.summary).joined(separator: " & ")) for \(ring.seconds)"
        case .collect(let collect): "play \(collect.prompts.joined(separator: ", ")) and wait \(collect.wait) for keys"
        case .voicemail(let mailbox, let greeting): "voicemail \(mailbox) (\(greeting.rawValue))"
        case .mailbox(let mailbox): "messages of mailbox \(mailbox)"
        case .announce(let announcement): "announce \(announcement.rawValue)"
        case .say(let parts): "say \(parts.summary)"
        case .queue(let wait): "queue \(wait.queue)\(wait.seconds.map { " for \($0)" } ?? "")"
        case .tell(let parts): "say \(parts.summary), then the queue again"
        case .callback(.request(let wish), say: _): "call \(wish.number) back for queue \(wish.queue)"
        case .callback(.cancel(let queue, let number), say: _): "don't call \(number) back for queue \(queue)"
        case .change(let change, say: let parts): "change \(change), then say \(parts.summary)"
        case .changeAgent(let change, say: let parts): "\(change), then say \(parts.summary)"
        case .busy: "busy"
        case .hangup: "hang up"
        case .decline(let outcome): "this leg gives up (\(outcome.rawValue))"
        case .failure: "the failure route"
        }
    }
}

extension Leg {
    /// Its dial string, or what a leg that is decided apart is for.
    var summary: String {
        guard case .member(let cursor, let after) = self else { return [self].dialString() }
        let later = after.count > 0 ? " after \(after)" : ""
        guard case .member(let member)? = cursor.frame else { return "a leg\(later)" }
        let who =
            switch member.target {
            case .leg(let name), .telephones(let name), .user(let name): "user \(name)"
            case .number(let number): "number \(number)"
            case .sip(let address): "\(address)"
            case .group(let name): "group \(name)"
            }
        return who + (member.confirm ? " (press 1)" : "") + later
    }
}

extension [SpokenPart] {
    fileprivate var summary: String {
        map { part in
            switch part {
            case .prompt(let name): name
            case .digits(let digits): digits
            case .number(let number): String(number)
            }
        }
        .joined(separator: " ")
    }
}
