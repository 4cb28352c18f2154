import Foundation

/// One pass over an office: collects what is wrong and rewrites numbers to E.164 on the way.
struct OfficeCheck {
    var office: Office
    let numbering: any NumberingPlan
    private(set) var problems: [OfficeProblem] = []
    private(set) var numbers: [String: PhoneNumber] = [:]
    /// Numbers in E.164, which mean the same in every office.
    private let known: [String: PhoneNumber]

    let userIndex: [String: User]
    private let groupNames, queueNames, menuNames, scheduleNames, listNames, languages: Set<String>

    init(_ office: Office, numbering: any NumberingPlan, known: [String: PhoneNumber]) {
        self.known = known
        self.office = office
        self.numbering = numbering
        userIndex = Dictionary(office.users.map { ($0.extension, $0) }, uniquingKeysWith: { first, _ in first })
        groupNames = Set(office.groups.map(\.name))
        queueNames = Set(office.queues.map(\.name))
        menuNames = Set(office.menus.map(\.name))
        scheduleNames = Set(office.schedules.map(\.name))
        listNames = Set(office.lists.map(\.name))
        languages = Set(office.users.flatMap(\.languages))
    }

    mutating func run() {
        settings()
        for index in office.trunks.indices { trunk(index) }
        for index in office.users.indices { user(index) }
        for index in office.groups.indices { group(index) }
        for index in office.queues.indices { queue(index) }
        for index in office.menus.indices { menu(index) }
        for index in office.schedules.indices { schedule(index) }
        for index in office.lists.indices { list(index) }
        for index in office.numbers.indices { number(index) }
        overrides()
        alerts()
        groupCircles()
        recordedMembers()
        uniqueness()
        codes()
        emergencyNumbers()
    }

    mutating func error(at path: OfficePath, _ message: String, expected: String? = nil) {
        problems.append(OfficeProblem(.error, at: path, message, expected: expected))
    }

    mutating func warning(at path: OfficePath, _ message: String, expected: String? = nil) {
        problems.append(OfficeProblem(.warning, at: path, message, expected: expected))
    }

    // MARK: Values

    /// Reads a number and remembers what it is.
    mutating func readNumber(_ text: String, at path: OfficePath) -> PhoneNumber? {
        if let number = numbers[text] { return number }
        guard let number = known[text] ?? numbering.number(text, region: office.settings.country) else {
            error(
                at: path, "\(quoted(text)) is not a telephone number",
                expected: "an international number like +74951234567, or a national one of \(office.settings.country)")
            return nil
        }
        numbers[number.e164] = number
        return number
    }

    /// A number's E.164 form; as it was where it can't be read, which is then a problem.
    mutating func e164(_ text: String, at path: OfficePath) -> String {
        readNumber(text, at: path)?.e164 ?? text
    }

    /// Checks that some trunk may call the number.
    mutating func mayCall(_ number: PhoneNumber, at path: OfficePath) {
        guard !office.trunks.contains(where: { $0.mayCall(number) }) else { return }
        if number.kind == .premiumRate {
            error(
                at: path, "\(number.e164) is a premium-rate number, which is never called", expected: "another number")
        } else {
            error(
                at: path, "no trunk may call \(number.e164) (\(number.region))",
                expected: "a number of an allowed country, or \(number.region) in a trunk's allow")
        }
    }

    /// Checks that a destination exists, and returns it with its number in E.164; `owner` is the user whose rule it is,
    /// `isMember` says that it is one of a group, which says how many ring at once.
    mutating func destination(
        _ destination: Destination, at path: OfficePath, owner: User? = nil, isMember: Bool = false
    ) -> Destination {
        switch destination {
        case .user(let name):
            exists(userIndex[name] != nil, "user \(name)", path, "the extension of a user", userIndex.keys)
        case .group(let name): exists(groupNames.contains(name), "group \(name)", path, "a group's name", groupNames)
        case .queue(let name): exists(queueNames.contains(name), "queue \(name)", path, "a queue's name", queueNames)
        case .menu(let name): exists(menuNames.contains(name), "menu \(name)", path, "a menu's name", menuNames)
        case .speakers(let language):
            exists(languages.contains(language), "user who speaks \(language)", path, "a language of users", languages)
            let count = speakers(of: language)
            if count > Self.mostAtOnce, !isMember {
                error(
                    at: path, "\(count) users speak \(language): too many to ring at once",
                    expected: "a group of at most \(Self.mostAtOnce), or one with another strategy")
            }
        case .voicemail(let name):
            if exists(userIndex[name] != nil, "user \(name)", path, "the extension of a user", userIndex.keys),
                userIndex[name]?.voicemail == nil
            {
                error(at: path, "user \(name) has no mailbox", expected: "a voicemail: key at user \(name)")
            }
        case .mobile:
            if let owner {
                guard owner.mobile == nil else { return destination }
                error(at: path, "user \(owner.extension) has no mobile", expected: "a mobile: key at this user")
            } else {
                error(at: path, "mobile means a user's own and stands only in his forwards", expected: "number +…")
            }
        case .number(let text):
            guard let number = readNumber(text, at: path) else { return destination }
            mayCall(number, at: path)
            return .number(number.e164)
        case .play(let name):
            prompt(name, at: path)
        case .sip, .operator, .busy, .hangup: break
        }
        return destination
    }

    mutating func schedule(_ name: String?, at path: OfficePath) {
        guard let name else { return }
        exists(scheduleNames.contains(name), "schedule \(quoted(name))", path, "a schedule's name", scheduleNames)
    }

    mutating func list(named name: String, at path: OfficePath) {
        exists(listNames.contains(name), "list \(quoted(name))", path, "a list's name", listNames)
    }

    /// A prompt's name: it becomes a part of a file's.
    mutating func prompt(_ name: String, at path: OfficePath) {
        guard !PromptName.isValid(name) else { return }
        error(at: path, "\(quoted(name)) is not a prompt's name", expected: "letters, digits, - and _")
    }

    /// An extension that somebody may dial.
    mutating func knownExtension(_ digits: String, at path: OfficePath) {
        let known =
            userIndex[digits] != nil || office.groups.contains { $0.extension == digits }
            || office.queues.contains { $0.extension == digits }
        if !known { error(at: path, "there is no extension \(digits)", expected: "one of a user, group or queue") }
    }

    /// A short number.
    mutating func shortNumber(_ digits: String, at path: OfficePath) {
        if !(2...10).contains(digits.count) || !digits.allSatisfy(\.isASCIIDigit) {
            error(at: path, "\(quoted(digits)) is not an extension", expected: "2 to 10 digits")
        }
    }

    /// One line of text for people, in a display name or a mailbox: nothing Asterisk would substitute (pbx_variables.c).
    mutating func displayName(_ text: String, at path: OfficePath) {
        let isControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard text.isEmpty || text.count > 80 || isControl || text.contains("${") || text.contains("$[") else { return }
        error(at: path, "\(quoted(text)) can't be shown as a name", expected: "1 to 80 characters, without ${ and $[")
    }

    func quoted(_ text: String) -> String { "\"\(text)\"" }

    @discardableResult
    private mutating func exists(
        _ found: Bool, _ what: String, _ path: OfficePath, _ expected: String, _ known: some Collection<String>
    ) -> Bool {
        guard !found else { return true }
        let list = known.count <= 12 && !known.isEmpty ? " (\(known.sorted().joined(separator: ", ")))" : ""
        error(at: path, "there is no \(what)", expected: expected + list)
        return false
    }
}
