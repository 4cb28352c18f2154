import Foundation

extension OfficeCheck {
    mutating func settings() {
        let path = OfficePath.root / "office"
        if !numbering.knows(region: office.settings.country) {
            error(
                at: path / "country", "\(quoted(office.settings.country)) is not a country",
                expected: "an ISO 3166 code like RU, IT, DE")
        }
        if TimeZone(identifier: office.settings.timezone) == nil {
            error(
                at: path / "timezone", "\(quoted(office.settings.timezone)) is not a time zone",
                expected: "an IANA name like Europe/Moscow")
        }
        language(office.settings.language, at: path / "language")
        displayName(office.settings.name, at: path / "name")
        switch office.settings.operator {
        case .user, .group, .queue, .number, .sip:
            office.settings.operator = destination(office.settings.operator, at: path / "operator")
        default: error(at: path / "operator", "the operator must be somebody", expected: "for example: user 100")
        }
    }

    mutating func trunk(_ index: Int) {
        let path = OfficePath.root / "trunks" / index
        let trunk = office.trunks[index]
        if trunk.dial.ranges(of: "{number}").count != 1
            || !isDialString(trunk.dial.replacing("{number}", with: "0"))
        {
            error(
                at: path / "dial", "\(quoted(trunk.dial)) can't be dialled",
                expected: "Asterisk's dial string with {number} in it, like PJSIP/{number}@main")
        }
        office.trunks[index].callerId = e164(office.trunks[index].callerId, at: path / "callerId")
        for (position, region) in trunk.allow.enumerated() where !numbering.knows(region: region) {
            error(
                at: path / "allow" / position, "\(quoted(region)) is not a country",
                expected: "an ISO 3166 code like RU, IT, DE")
        }
    }

    mutating func user(_ index: Int) {
        let path = OfficePath.root / "users" / index
        var user = office.users[index]
        shortNumber(user.extension, at: path / "extension")
        displayName(user.name, at: path / "name")
        if let phone = user.phone, !isDialString(phone) {
            error(at: path / "phone", "\(quoted(phone)) is not a device", expected: "Asterisk's name, like PJSIP/101")
        }
        if let mobile = user.mobile, let number = readNumber(mobile, at: path / "mobile") {
            user.mobile = number.e164
            mayCall(number, at: path / "mobile")
        }
        if user.phone == nil && user.mobile == nil {
            error(at: path, "user \(user.extension) has nothing that rings", expected: "a phone: or a mobile: key")
        }
        for (position, language) in user.languages.enumerated() {
            self.language(language, at: path / "languages" / position)
        }
        if let box = user.voicemail { mailbox(box, at: path / "voicemail") }
        schedule(user.shift, at: path / "shift")
        for position in user.forward.indices {
            user.forward[position] = forward(user.forward[position], of: user, at: path / "forward")
        }
        office.users[index] = user
    }

    private mutating func mailbox(_ box: VoicemailBox, at path: OfficePath) {
        if let pin = box.pin, !(4...12).contains(pin.count) || !pin.allSatisfy(\.isASCIIDigit) {
            error(at: path / "pin", "this is not a PIN", expected: "4 to 12 digits in quotes")
        }
        if let email = box.email, !isMailAddress(email) {
            error(at: path / "email", "\(quoted(email)) is not an e-mail address")
        }
    }

    private mutating func forward(_ rule: ForwardingRule, of user: User, at path: OfficePath) -> ForwardingRule {
        let path = (rule.scope == .external ? path / "external" : path) / rule.condition.rawValue
        if let after = rule.after {
            if rule.condition != .noAnswer {
                error(at: path / "after", "only noAnswer has a time", expected: "no after: here")
            } else if !(1...600).contains(after.count) {
                error(at: path / "after", "\(after) is no time to ring", expected: "1s to 10m")
            }
        }
        if rule.to == .user(user.extension) {
            error(at: path / "to", "a user can't forward to himself", expected: "another destination")
        }
        if rule.confirm, !rule.to.isOutside {
            error(at: path / "confirm", "only outside numbers are asked to accept", expected: "to: mobile or number …")
        }
        var checked = rule
        checked.to = destination(rule.to, at: path / "to", owner: user)
        return checked
    }

    mutating func language(_ code: String, at path: OfficePath) {
        guard !LanguageCode.isValid(code) else { return }
        error(at: path, "\(quoted(code)) is not a language", expected: "a code like ru, it, en")
    }

    /// Letters, digits and what device names need: nothing that Dial or a variable would take for its own
    /// (app_dial.c splits legs at `&`, arguments at `,`). By hand: a `Regex` made 5,000 times takes a quarter second.
    private func isDialString(_ text: String) -> Bool {
        guard text.utf8.count <= 200, let slash = text.firstIndex(of: "/") else { return false }
        let technology = text[..<slash]
        let resource = text[text.index(after: slash)...]
        return technology.first?.isLetter == true && technology.allSatisfy(\.isASCIIWord)
            && !resource.isEmpty && resource.allSatisfy { $0.isASCIIWord || "._@:/+-".contains($0) }
    }

    private func isMailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in !part.isEmpty && !part.contains { $0.isWhitespace || ",;|<>\"".contains($0) }
            }
    }
}
