extension PhoneCodes {
    /// What is wrong with a code.
    struct Problem {
        let name: Name
        let message: String
        let expected: String
    }

    /// Codes that can't be dialled as they are, that mean two things, or that an extension or an emergency number hides
    /// behind.
    func problems(extensions: some Collection<String>, isEmergency: (String) -> Bool) -> [Problem] {
        Name.allCases.compactMap { name in
            guard let code = self[name] else { return nil }
            return syntax(name, code) ?? clash(name, code, extensions: extensions, isEmergency: isEmergency)
        }
    }

    private func syntax(_ name: Name, _ code: String) -> Problem? {
        if name.isService {
            guard !(2...3).contains(code.count) || !code.allSatisfy(\.isASCIIDigit) else { return nil }
            return Problem(
                name: name, message: "\"\(code)\" is not a service code", expected: "2 or 3 digits, or off")
        }
        if case .register = name.kind, code.first?.isASCIIDigit ?? false {
            return Problem(
                name: name, message: "\(code) is how numbers begin, and a number follows it",
                expected: "a code that begins with * or #")
        }
        guard !(2...6).contains(code.count) || !code.allSatisfy({ $0.isASCIIDigit || "*#".contains($0) }) else {
            return nil
        }
        return Problem(
            name: name, message: "\"\(code)\" can't be dialled as a code", expected: "2 to 6 of digits, * and #, or off"
        )
    }

    private func clash(
        _ name: Name, _ code: String, extensions: some Collection<String>, isEmergency: (String) -> Bool
    ) -> Problem? {
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
        if code.allSatisfy(\.isASCIIDigit),
            let hidden = (10...999).lazy.map(String.init)
                .first(where: { ($0 == code || takesNumber && $0.hasPrefix(code)) && isEmergency($0) })
        {
            return Problem(
                name: name, message: "\(code) hides the emergency number \(hidden)",
                expected: "a code that begins with * or #")
        }
        if takesNumber,
            let other = Name.allCases.first(where: { other in
                guard other != name, !other.isService, let text = self[other], text.hasPrefix(code) else {
                    return false
                }
                return text.dropFirst(code.count).allSatisfy(\.isASCIIDigit)
            })
        {
            return Problem(
                name: name, message: "\(code) with a number behind it may read as the code of \(other.rawValue)",
                expected: "codes of which none begins like another")
        }
        // What GSM's form means, with its final # or without, must not read as this code.
        if let service = Name.allCases.first(where: { other in
            guard other.isService, let text = self[other] else { return false }
            return ["*", "#", "**", "##", "*#"].contains { prefix in
                let form = prefix + text
                if takesNumber && form.hasPrefix(code) { return true }
                // *210 is no form of 21.
                return code.hasPrefix(form) && code.dropFirst(form.count).first?.isASCIIDigit != true
            }
        }) {
            return Problem(
                name: name, message: "\(code) hides the code of \(service.rawValue)", expected: "another code")
        }
        return nil
    }
}
