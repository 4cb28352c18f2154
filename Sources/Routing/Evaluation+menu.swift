extension Evaluation {
    mutating func enter(menu name: String) -> Step {
        guard let menu = table.menus[name] else { return failure("menu \(name) does not exist") }
        guard mayGoOn() else { return deadEnd() }
        cursor.tried.append(.menu(name))
        explain("menu \(name) plays \(menu.menu.greeting)")
        return ask(menu, attempt: 1)
    }

    private mutating func ask(_ menu: MenuPlan, attempt: Int) -> Step {
        cursor.frame = .menu(menu.menu.name, attempt: attempt)
        return .collect(
            Collect(
                prompts: (attempt > 1 ? [Prompt.invalidChoice] : []) + [menu.menu.greeting], wait: menu.menu.wait,
                interDigit: menu.menu.interDigit ?? Menu.defaultInterDigit, growth: menu.growth))
    }

    /// What a caller keyed, or his silence.
    mutating func keyed(_ keys: String, in name: String, attempt: Int) -> Step {
        guard let plan = table.menus[name] else { return failure("menu \(name) does not exist") }
        let menu = plan.menu
        cursor.frame = nil
        switch plan.reading(of: keys) {
        case .silence:
            explain("menu \(name): nothing was keyed → \(menu.silence)")
            return follow(menu.silence, of: nil)
        case .key(let key):
            explain("menu \(name): key \(key.key) → \(key.to)")
            return follow(key.to, of: nil)
        case .extension(let digits, let destination):
            explain("menu \(name): \(digits) is \(table.describe(destination))")
            return follow(destination, of: nil)
        case .unknown(let digits):
            guard attempt < menu.attempts else {
                explain(
                    "menu \(name): \(digits) leads nowhere, attempt \(attempt) of \(menu.attempts) → \(menu.mistake)")
                return follow(menu.mistake, of: nil)
            }
            explain("menu \(name): \(digits) leads nowhere, attempt \(attempt) of \(menu.attempts): asked again")
            return ask(plan, attempt: attempt + 1)
        }
    }
}
