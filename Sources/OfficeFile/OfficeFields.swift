import Routing
import Yams

/// The values of one mapping, read key by key.
struct OfficeFields {
    let reader: OfficeReader
    let path: OfficePath
    let values: [String: Node]

    // MARK: What may be missing

    func text(_ key: String) -> String? {
        values[key].flatMap { reader.text($0, path / key) }
    }

    func value<Value>(_ key: String, expected: String, _ read: (String) -> Value?) -> Value? {
        values[key].flatMap { reader.value($0, path / key, expected: expected, read) }
    }

    func seconds(_ key: String) -> Seconds? {
        value(key, expected: "a time like 20s, 5m or 1h", Seconds.init)
    }

    func flag(_ key: String) -> Bool? {
        value(key, expected: "true or false") { ["true": true, "yes": true, "false": false, "no": false][$0] }
    }

    func whole(_ key: String) -> Int? {
        value(key, expected: "a whole number") { Int($0) }
    }

    func destination(_ key: String) -> Destination? {
        value(key, expected: Destination.forms, Destination.init)
    }

    /// Each element of a list, or the one value that stands there instead of a list.
    func list<Element>(_ key: String, _ read: (Node, OfficePath) -> Element?) -> [Element] {
        guard let node = values[key] else { return [] }
        return reader.elements(node, path / key).compactMap { read($0.0, $0.1) }
    }

    func texts(_ key: String) -> [String] {
        list(key) { reader.text($0, $1) }
    }

    func fields(_ key: String, keys: [String]) -> OfficeFields? {
        values[key].flatMap { reader.fields($0, path / key, keys: keys) }
    }

    /// `{ email: …, webhook: … }`
    func addresses(_ key: String) -> AlertAddresses? {
        fields(key, keys: ["email", "webhook"]).map {
            AlertAddresses(email: $0.text("email"), webhook: $0.text("webhook"))
        }
    }

    // MARK: What must be there

    func needed<Value>(_ key: String, _ value: Value?, expected: String, or standIn: Value) -> Value {
        if values[key] == nil { reader.report(path, "the key \(key) is missing", expected: "\(key): \(expected)") }
        return value ?? standIn
    }

    func neededText(_ key: String, expected: String) -> String {
        needed(key, text(key), expected: expected, or: "")
    }

    func neededDestination(_ key: String) -> Destination {
        needed(key, destination(key), expected: "a destination", or: .operator)
    }

    /// `KEY: { to: … }`.
    func neededWay(_ key: String) -> Destination {
        needed(key, fields(key, keys: ["to"])?.neededDestination("to"), expected: "{ to: … }", or: .operator)
    }

    func neededSeconds(_ key: String) -> Seconds {
        needed(key, seconds(key), expected: "20s", or: Seconds(0))
    }
}
