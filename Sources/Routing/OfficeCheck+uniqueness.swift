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
        unique(office.numbers.enumerated().map { ($1.number, root / "numbers" / $0 / "number") }, "number")
    }

    /// Extensions hide emergency numbers: the administrator should know which.
    mutating func emergencyNumbers() {
        let country = office.settings.country
        let extensions = office.users.map(\.extension) + office.groups.map(\.extension) + office.queues.map(\.extension)
        let hidden = extensions.filter { numbering.isEmergency($0, region: country) }
        guard !hidden.isEmpty else { return }
        warning(
            at: .root,
            "\(hidden.joined(separator: ", ")): emergency numbers in \(country) that are extensions here; "
                + "from the office's phones they ring the extension")
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
