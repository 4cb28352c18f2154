extension PhoneCodes {
    /// What is wrong with a code.
    struct Problem {
        let name: Name
        let message: String
        let expected: String
    }

    /// Codes that can't be dialled as they are, that mean two things, or that an extension hides behind.
    func problems(extensions: some Collection<String>) -> [Problem] {
        Name.allCases.compactMap { name in
            guard let code = self[name] else { return nil }
            return syntax(name, code) ?? clash(name, code, extensions: extensions)
        }
    }

    private func syntax(_ name: Name, _ code: String) -> Problem? {
        if name.isService {
            guard !(2...3).contains(code.count) || !code.allSatisfy(\.isASCIIDigit) else { return nil }
            return Problem(
                name: name, message: "\"\(code)\" is not a service code", expected: "2 or 3 digits, or off")
        }
        guard !(2...6).contains(code.count) || !code.allSatisfy({ $0.isASCIIDigit || "*#".contains($0) }) else {
            return nil
        }
        return Problem(
            name: name, message: "\"\(code)\" can't be dialled as a code", expected: "2 to 6 of digits, * and #, or off"
        )
    }

    private func clash(_ name: Name, _ code: String, extensions: some Collection<String>) -> Problem? {
        if let other = Name.allCases.first(where: { $0 != name && $0.isService == name.isService && self[$0] == code })
        {
            return Problem(name: name, message: "\(code) is the code of \(other.rawValue)", expected: "another code")
        }
        guard !name.isService else { return nil }
        let takesNumber = if case .register = name.kind { true } else { false }
        if let hidden = extensions.first(where: { $0 == code || takesNumber && $0.hasPrefix(code) }) {
            return Problem(
                name: name, message: "\(code) hides extension \(hidden)", expected: "a code that begins with * or #")
        }
        // A service dialled without its final # must not read as this code.
        if let service = Name.allCases.first(where: { other in
            guard other.isService, let text = self[other] else { return false }
            return ["*", "#", "**", "##", "*#"].contains { prefix in
                prefix + text == code || takesNumber && (prefix + text).hasPrefix(code)
            }
        }) {
            return Problem(
                name: name, message: "\(code) hides the code of \(service.rawValue)", expected: "another code")
        }
        return nil
    }
}
