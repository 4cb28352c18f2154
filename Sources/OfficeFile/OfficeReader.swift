import Routing
import Yams

/// Turns YAML nodes into an ``Office``, collects what does not fit, and remembers where everything stood.
final class OfficeReader {
    private let name: String
    private var problems: [OfficeProblem] = []
    private var places: [OfficePath: Mark] = [:]

    init(name: String) {
        self.name = name
    }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    /// What was found while reading.
    var error: OfficeFileError { error(with: problems) }

    /// The same for problems that were found later, in what was read here.
    func error(with problems: [OfficeProblem]) -> OfficeFileError {
        let located = problems.map { problem in
            let mark = place(of: problem.path)
            return LocatedProblem(problem: problem, file: name, line: mark?.line, column: mark?.column)
        }
        return OfficeFileError(
            problems: located.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }

    /// The whole file; `nil` when it is not even a mapping.
    func office(from text: String) -> Office? {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                report(.root, "the file is empty", expected: "an office: see docs/office-file.md")
                return nil
            }
            return office(node)
        } catch let error as YamlError {
            report(syntax: error)
        } catch {
            report(.root, "\(error)")
        }
        return nil
    }

    // MARK: Nodes

    func report(_ path: OfficePath, _ message: String, expected: String? = nil) {
        problems.append(OfficeProblem(at: path, message, expected: expected))
    }

    /// A mapping with these keys and no others; `nil` and a problem for anything else.
    func fields(_ node: Node, _ path: OfficePath, keys: [String]) -> OfficeFields? {
        note(node, at: path)
        guard let mapping = node.mapping else {
            report(path, "this is not a mapping", expected: "keys like \(keys.prefix(4).joined(separator: ", "))")
            return nil
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            let text = key.scalar?.string ?? "?"
            note(key, at: path / text)
            if keys.contains(text) {
                values[text] = value
            } else {
                let near = keys.min { distance(text, $0) < distance(text, $1) }
                let hint = near.flatMap { distance(text, $0) <= 2 ? "\($0), or " : nil } ?? ""
                report(path / text, "unknown key \(text)", expected: hint + "one of \(keys.joined(separator: ", "))")
            }
        }
        return OfficeFields(reader: self, path: path, values: values)
    }

    /// The elements of a list.
    func elements(_ node: Node, _ path: OfficePath) -> [(Node, OfficePath)] {
        note(node, at: path)
        guard let sequence = node.sequence else {
            report(path, "this is not a list", expected: "- one line for each, or [a, b]")
            return []
        }
        return sequence.enumerated().map { ($1, path / $0) }
    }

    /// A single value as its characters, whatever YAML would make of them: `0100` stays `0100`.
    func text(_ node: Node, _ path: OfficePath) -> String? {
        note(node, at: path)
        guard let scalar = node.scalar, !(scalar.string.isEmpty && scalar.style == .plain) else {
            report(path, node.scalar == nil ? "this is not a single value" : "there is no value", expected: "one value")
            return nil
        }
        guard scalar.string.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            report(path, "the value has control characters in it", expected: "one line of text")
            return nil
        }
        return scalar.string
    }

    /// A single value of some form.
    func value<Value>(
        _ node: Node, _ path: OfficePath, expected: String, _ read: (String) -> Value?
    ) -> Value? {
        guard let text = text(node, path) else { return nil }
        guard let value = read(text) else {
            report(path, "\"\(text)\" does not fit here", expected: expected)
            return nil
        }
        return value
    }

    // MARK: Places

    private func note(_ node: Node, at path: OfficePath) {
        places[path] = node.mark ?? places[path]
    }

    private func place(of path: OfficePath) -> Mark? {
        var place: OfficePath? = path
        while let here = place {
            if let mark = places[here] { return mark }
            place = here.parent
        }
        return nil
    }

    private func report(syntax error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            places[.root] = mark
            report(.root, "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            places[.root] = context.mark
            report(.root, "the key \(keys.joined(separator: ", ")) stands here twice", expected: "each key once")
        default:
            report(.root, "this is not YAML: \(error)")
        }
    }

    /// Levenshtein's distance, to guess what a mistyped key meant.
    private func distance(_ left: String, _ right: String) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substitution = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substitution, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
