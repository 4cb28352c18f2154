/// A menu, compiled: what each number keyed in it means.
struct MenuPlan: Sendable {
    /// What somebody keyed.
    enum Reading: Sendable {
        case silence
        case key(Menu.Key)
        case `extension`(String, Destination)
        case unknown(String)
    }

    let menu: Menu
    let growth: DigitGrowth
    private let keys: [String: Menu.Key]
    private let extensions: [String: Destination]

    /// - Parameters:
    ///   - id: its place among the menus.
    ///   - extensions: all of the office, and where they lead.
    init(_ menu: Menu, id: Int, extensions: [String: Destination]) {
        self.menu = menu
        keys = Dictionary(menu.keys.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        self.extensions =
            switch menu.extensions {
            case .none: [:]
            case .all: extensions
            case .only, .except: extensions.filter { menu.extensions.allows($0.key) }
            }
        growth = DigitGrowth(id: id, of: Array(self.extensions.keys) + menu.keys.map(\.key))
    }

    /// Reads what was keyed. A `*` before it is a landline's switch to tone dialling, a `#` after it ends it; each is a
    /// key of its own only where the menu has it and nothing else was keyed.
    func reading(of keyed: String) -> Reading {
        if keyed.isEmpty { return .silence }
        if let key = keys[keyed] { return .key(key) }
        var digits = Substring(keyed)
        while digits.first == "*" { digits.removeFirst() }
        if digits.last == "#" { digits.removeLast() }
        let number = String(digits)
        if let key = keys[number] { return .key(key) }
        if let destination = extensions[number] { return .extension(number, destination) }
        return .unknown(keyed)
    }
}
