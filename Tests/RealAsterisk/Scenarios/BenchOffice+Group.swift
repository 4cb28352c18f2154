extension BenchOffice {
    /// A hunt group as the office file has it, and the number from outside that leads to it.
    struct Group: Sendable {
        let `extension`: String
        var strategy = "ringall"
        var ring = "10s"
        /// As the file has them: `user 101`, or a mapping.
        let members: [String]
        var otherwise = "operator"
        /// Further keys, in YAML's flow form.
        var keys = ""

        /// In destinations: `group g7100`.
        var name: String { "g\(`extension`)" }

        var yaml: String {
            "{ extension: \(`extension`), name: \(name), strategy: \(strategy), ring: \(ring), "
                + "members: [\(members.joined(separator: ", "))], otherwise: { to: \(otherwise) }"
                + "\(keys.isEmpty ? "" : ", ")\(keys) }"
        }

        var number: String { "{ number: \(BenchOffice.direct(`extension`)), rules: [ { to: group \(name) } ] }" }
    }

    /// A member that is asked to accept: the mobile of an extension.
    static func asked(_ extension: String) -> String { "{ to: number \(mobile(`extension`)), confirm: true }" }
}

extension BenchOffice.Parts {
    init(of groups: [BenchOffice.Group]) {
        self.init(groups: groups.map(\.yaml), numbers: groups.map(\.number))
    }
}
