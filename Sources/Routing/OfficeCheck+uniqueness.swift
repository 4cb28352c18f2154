extension OfficeCheck {
    /// Names that two things can't share.
    mutating func uniqueness() {
        let root = OfficePath.root
        unique(
            office.users.enumerated().map { ($1.extension, root / "users" / $0 / "extension") }
                + office.groups.enumerated().map { ($1.extension, root / "groups" / $0 / "extension") }
                + office.queues.enumerated().map { ($1.extension, root / "queues" / $0 / "extension") },
            "extension")
        unique(
            office.users.enumerated().compactMap { index, user in
                user.phone.map { ($0, root / "users" / index / "phone") }
            }, "phone")
        unique(office.trunks.enumerated().map { ($1.name, root / "trunks" / $0 / "name") }, "trunk")
        unique(office.groups.enumerated().map { ($1.name, root / "groups" / $0 / "name") }, "group")
        unique(office.queues.enumerated().map { ($1.name, root / "queues" / $0 / "name") }, "queue")
        unique(office.menus.enumerated().map { ($1.name, root / "menus" / $0 / "name") }, "menu")
        unique(office.schedules.enumerated().map { ($1.name, root / "schedules" / $0 / "name") }, "schedule")
        unique(office.lists.enumerated().map { ($1.name, root / "lists" / $0 / "name") }, "list")
        unique(office.numbers.enumerated().map { ($1.number, root / "numbers" / $0 / "number") }, "number")
    }

    /// Extensions hide emergency numbers: the administrator should know which.
    mutating func emergencyNumbers() {
        let country = office.settings.country
        let hidden = extensions.filter { numbering.isEmergency($0, region: country) }
        guard !hidden.isEmpty else { return }
        warning(
            at: .root,
            "\(hidden.joined(separator: ", ")): emergency numbers in \(country) that are extensions here; "
                + "from the office's phones they ring the extension")
    }

    /// Codes that phones dial: each means one thing, and none hides an extension.
    mutating func codes() {
        let extensions = extensions
        let country = office.settings.country
        let problems = office.codes.problems(extensions: extensions) { numbering.isEmergency($0, region: country) }
        for problem in problems {
            error(
                at: .root / "codes" / problem.name.rawValue, problem.message, expected: problem.expected)
        }
        var first: [String: OfficePath] = [:]
        for (index, schedule) in office.schedules.enumerated() {
            guard let code = schedule.switch?.code else { continue }
            let path = OfficePath.root / "schedules" / index / "switch" / "code"
            if !(2...6).contains(code.count) || !code.allSatisfy({ $0.isASCIIDigit || "*#".contains($0) }) {
                error(at: path, "\(quoted(code)) can't be dialled as a code", expected: "2 to 6 of digits, * and #")
            } else if let other = first[code] {
                error(at: path, "\(code) is the code of \(other) already", expected: "another code")
            } else if extensions.contains(code) {
                error(at: path, "\(code) is an extension", expected: "a code that is no extension, like *281")
            } else if numbering.isEmergency(code, region: country) {
                error(at: path, "\(code) is an emergency number", expected: "a code like *281")
            } else if case .request = office.codes.reading(of: code) {
                error(at: path, "\(code) is another code already", expected: "a code like *281")
            }
            first[code] = path
        }
    }

    /// Every short number.
    private var extensions: [String] {
        office.users.map(\.extension) + office.groups.map(\.extension) + office.queues.map(\.extension)
    }

    private mutating func unique(_ names: [(name: String, path: OfficePath)], _ what: String) {
        var first: [String: OfficePath] = [:]
        for (name, path) in names {
            if let other = first[name] {
                error(at: path, "\(what) \(name) is there already", expected: "a name that \(other) does not have")
            } else {
                first[name] = path
            }
        }
    }
}
