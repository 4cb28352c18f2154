import Foundation

/// What an answered call leaves behind.
public struct CallAnswer: Sendable, Hashable {
    /// A talk of an outside number with a user.
    public struct Talk: Sendable, Hashable {
        /// E.164.
        public var number: String
        /// The user's extension.
        public var user: String
    }

    /// The member of a hunt group who took one of its calls.
    public var member: GroupTurn?
    /// Who talks with whom, where one of them is outside and the other a user.
    public var talk: Talk?
    /// When it was answered.
    public var date: Date
}

extension RoutingTable {
    /// Whether anything comes of knowing who answers what a decision rings.
    public func wantsToKnow(whoAnswers call: IncomingCall, at cursor: CallCursor) -> Bool {
        if case .group(let name, _, _)? = cursor.frame, let strategy = group(name)?.strategy,
            strategy == .leastrecent || strategy == .fewestcalls
        {
            return true
        }
        guard asksForTalks else { return false }
        // Whether a transferor is still there when somebody answers is not known now.
        if call.transfer != nil { return client(of: call) != nil }
        return call.isExternal ? call.caller?.parsed != nil : cursor.trunk != nil && cursor.frame == nil
    }

    /// What comes of an answer.
    ///
    /// - Parameters:
    ///   - cursor: of the decision that rang.
    ///   - device: what answered, by Asterisk's name.
    ///   - place: which of the legs that are decided apart, from 1; `nil` where it was none.
    ///   - date: when.
    public func answer(
        of call: IncomingCall, at cursor: CallCursor, device: String, place: Int?, on date: Date
    ) -> CallAnswer {
        CallAnswer(
            member: member(at: cursor, device: device, place: place),
            // A leg that is decided apart reports for itself who has answered it.
            talk: place == nil ? talk(of: call, at: cursor, device: device) : nil, date: date)
    }

    private func member(at cursor: CallCursor, device: String, place: Int?) -> GroupTurn? {
        guard case .group(let name, _, let ringing)? = cursor.frame, let group = group(name) else { return nil }
        let member: HuntGroup.Member?
        if let ringing {
            member = group.members.indices.contains(ringing) ? group.members[ringing] : nil
        } else {
            let user = user(device: device)
            member = group.members.first { user != nil && $0.to == user.map { .user($0.extension) } }
        }
        return member.map { GroupTurn(group: name, member: $0.to.description) }
    }

    private func talk(of call: IncomingCall, at cursor: CallCursor, device: String) -> CallAnswer.Talk? {
        if !call.isExternal, call.transfer == nil {
            guard cursor.frame == nil, cursor.trunk != nil, let number = call.dialled.parsed,
                let user = user(calling: call)
            else { return nil }
            return CallAnswer.Talk(number: number.e164, user: user.extension)
        }
        // Who holds the client talks with his colleague himself.
        if let transfer = call.transfer, transfer.holds(at: cursor) { return nil }
        guard let number = client(of: call), let name = user(device: device)?.extension ?? user(at: cursor) else {
            return nil
        }
        return CallAnswer.Talk(number: number.e164, user: name)
    }

    /// The user for whom an outside leg rang.
    private func user(at cursor: CallCursor) -> String? {
        switch cursor.frame {
        case .user(let name), .familiar(let name, _, _): return name
        case .member(let member):
            switch member.target {
            case .leg(let name), .telephones(let name), .user(let name): return name
            case .number(let e164): return mobiles[e164]
            case .sip, .group: return nil
            }
        case .group, .menu, .number, .queue, nil:
            guard case .number(let e164)? = cursor.tried.last else { return nil }
            return mobiles[e164]
        }
    }
}
