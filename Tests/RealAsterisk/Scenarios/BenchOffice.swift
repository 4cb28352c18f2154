import AsteriskBench

/// The office of all scenarios: each has numbers that are its alone, so that they run side by side.
struct BenchOffice {
    /// One user as the office file has him, and where his phone is.
    struct User {
        let `extension`: String
        var phone: Phone.Contact? = .fixed
        /// Further keys, in YAML's flow form.
        var keys = ""

        /// One whom only his mobile reaches.
        static func mobileOnly(_ extension: String, keys: String = "") -> Self {
            .init(
                extension: `extension`, phone: nil,
                keys: "mobile: \(BenchOffice.mobile(`extension`))\(keys.isEmpty ? "" : ", ")\(keys)")
        }

        var yaml: String {
            let device = phone == nil ? "" : ", phone: PJSIP/\(`extension`)"
            return "  - { extension: \(`extension`), name: U\(`extension`)\(device)\(keys.isEmpty ? "" : ", ")\(keys) }"
        }
    }

    /// What a suite needs besides users: lines of the office file in YAML's flow form, `{ name: …, … }`.
    struct Parts {
        var groups: [String] = []
        var menus: [String] = []
        var schedules: [String] = []
        var lists: [String] = []
        /// Numbers that lead elsewhere than to the user with the same last digits.
        var numbers: [String] = []
    }

    static let `operator` = "1000"

    /// The number from outside that leads to an extension.
    static func direct(_ extension: String) -> String { "+7495123\(`extension`)" }
    /// An employee's mobile, or another number that belongs to his scenario.
    static func mobile(_ extension: String) -> String { "+7916000\(`extension`)" }
    /// A caller of the scenario.
    static func client(_ extension: String) -> String { "+7903555\(`extension`)" }

    var users: [User]
    private var parts: [Parts] {
        [
            RuleScenarios.parts, GroupScenarios.parts, GroupMemberScenarios.parts(worldPort: worldPort),
            StrategyScenarios.parts, LotScenarios.parts, GroupMemoryScenarios.parts, ConfirmScenarios.parts,
            MenuScenarios.parts, NumberRuleScenarios.parts, FamiliarScenarios.parts, PhoneCodeScenarios.parts,
            PrivacyScenarios.parts, DiversionScenarios.parts, BusyMobileScenarios.parts,
            TransferScenarios.parts(worldPort: worldPort),
        ]
    }
    /// Port of the world, where SIP addresses are.
    let worldPort: UInt16

    init(worldPort: UInt16) {
        self.worldPort = worldPort
        users =
            [User(extension: Self.operator, keys: "voicemail: { pin: '1200' }")]
            + BasicScenarios.users + ForwardingScenarios.users(worldPort: worldPort) + RuleScenarios.users
            + FailureScenarios.users + HostileCallerScenarios.users + GroupScenarios.users
            + MenuScenarios.users + NumberRuleScenarios.users + FamiliarScenarios.users + PhoneCodeScenarios.users
            + PrivacyScenarios.users + DiversionScenarios.users + GroupMemberScenarios.users
            + StrategyScenarios.users + LotScenarios.users + GroupMemoryScenarios.users + ConfirmScenarios.users
            + OperatorScenarios.users + BusyMobileScenarios.users
            + CallCommandScenarios.users + TransferScenarios.users
    }

    /// As its administrator would write it.
    var yaml: String {
        let numbers = users.filter { $0.extension.count == 4 }.map { user in
            "  - { number: \(Self.direct(user.extension)), rules: [ \(RuleScenarios.extraRules[user.extension] ?? "") "
                + "{ to: user \(user.extension) } ] }"
        }
        func section(_ name: String, _ lines: KeyPath<Parts, [String]>) -> String {
            let lines = parts.flatMap { $0[keyPath: lines] }
            return lines.isEmpty ? "" : "\(name):\n" + lines.map { "  - \($0)" }.joined(separator: "\n")
        }
        return """
            version: 1
            office: { name: Bench, country: RU, timezone: Europe/Moscow, language: en, operator: user \(Self.operator) }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, passCallerId: true, allow: [RU, IT] }
              - { name: backup, dial: "PJSIP/{number}@backup", callerId: +74951239998, allow: [RU] }
            users:
            \(users.map(\.yaml).joined(separator: "\n"))
            \(section("groups", \.groups))
            \(section("menus", \.menus))
            \(section("schedules", \.schedules))
            \(section("lists", \.lists))
            \(section("numbers", \.numbers))
            \(numbers.joined(separator: "\n"))
            """
    }

    var phones: [Phone] {
        users.compactMap { user in user.phone.map { Phone(user.extension, contact: $0) } }
    }
}
