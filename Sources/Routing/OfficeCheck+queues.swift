extension OfficeCheck {
    mutating func queue(_ index: Int) {
        let path = OfficePath.root / "queues" / index
        var queue = office.queues[index]
        shortNumber(queue.extension, at: path / "extension")
        displayName(queue.name, at: path / "name")
        var known: Set<String> = []
        for position in queue.members.indices {
            let path = path / "members" / position
            let member = member(queue.members[position], at: path)
            queue.members[position] = member
            if !known.insert(member.agent).inserted {
                error(at: path, "\(member.to) is a member already", expected: "each member once")
            }
        }
        if queue.members.isEmpty {
            warning(at: path / "members", "nobody serves this queue: its callers go where otherwise says")
        }
        ringTime(queue.ring, at: path / "ring")
        range(queue.wrapUp?.count, 0...3_600, at: path / "wrapUp", "no time after a call", "up to 1h")
        range(queue.priority, 0...100, at: path / "priority", "no priority", "0 to 100")
        range(queue.maxCallers, 1...1_000, at: path / "maxCallers", "no number of callers", "1 to 1000")
        range(
            queue.announce?.every.count, 1...3_600, at: path / "announce" / "every", "no time between announcements",
            "1s to 1h")
        if let music = queue.music, !PromptName.isValid(music) {
            error(at: path / "music", "\(quoted(music)) is no class of music", expected: "letters, digits, - and _")
        }
        if let callback = queue.callback {
            if AsteriskQueue.name(ofKey: callback.key) == nil {
                error(at: path / "callback" / "key", "\(quoted(callback.key)) is not a key", expected: "0 to 9, * or #")
            }
            if let callerId = callback.callerId {
                queue.callback?.callerId = e164(callerId, at: path / "callback" / "callerId")
            }
            if let schedule = callback.during { self.schedule(schedule, at: path / "callback" / "during") }
            if callback.outside != nil, callback.during == nil {
                error(
                    at: path / "callback" / "outside", "there are no hours to be outside of",
                    expected: "during: a schedule")
            }
        }
        queue.otherwise.to = destination(queue.otherwise.to, at: path / "otherwise" / "to")
        office.queues[index] = queue
    }

    private mutating func member(_ member: Queue.Member, at path: OfficePath) -> Queue.Member {
        var checked = member
        range(member.penalty, 0...100, at: path / "penalty", "no penalty", "0 to 100")
        switch member.to {
        case .user(let name):
            checked.to = destination(member.to, at: path)
            guard let user = userIndex[name] else { return checked }
            let rings = member.rings(of: user)
            if rings != .mobile, user.phone == nil {
                error(
                    at: path / "rings", "user \(name) has no desk phone", expected: "rings: mobile, or no rings: here")
            }
            if rings != .phone, user.mobile == nil {
                error(at: path / "rings", "user \(name) has no mobile", expected: "rings: phone, or no rings: here")
            }
            if member.confirm == true, rings == .phone {
                error(
                    at: path / "confirm", "only telephones outside the office are asked to accept",
                    expected: "rings: mobile or both, or no confirm: here")
            }
        case .number:
            checked.to = destination(member.to, at: path)
            if member.rings != nil {
                error(at: path / "rings", "a number is all that rings", expected: "no rings: here")
            }
        default: error(at: path, "\(member.to) can't serve a queue", expected: Queue.Member.forms)
        }
        return checked
    }

    private mutating func range(
        _ value: Int?, _ range: ClosedRange<Int>, at path: OfficePath, _ message: String, _ expected: String
    ) {
        guard let value, !range.contains(value) else { return }
        error(at: path, "\(value) is \(message)", expected: expected)
    }
}
