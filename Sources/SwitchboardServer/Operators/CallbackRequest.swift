/// What an operator wants done about being called back.
public enum CallbackRequest: Sendable, Hashable {
    /// Call a client back; the queue by name or extension, the number as the operator wrote it.
    case request(queue: String, number: String)
    /// Make the next attempt at once; one that has failed is taken up again.
    case retry(Int64)
    /// Call nobody back.
    case cancel(Int64)
}

extension CallbackRequest {
    /// Reads the fields `Do`, and `Queue` and `Number` or `Callback`, of a command.
    init(_ field: (String) -> String?) throws(OperatorRefusal) {
        func required(_ name: String) throws(OperatorRefusal) -> String {
            guard let value = field(name), !value.isEmpty else { throw .missing(name) }
            return value
        }
        func id() throws(OperatorRefusal) -> Int64 {
            let text = try required("Callback")
            guard let id = Int64(text) else { throw .unknown("Callback", text, "the number of one") }
            return id
        }
        let what = try required("Do")
        switch what {
        case "request": self = .request(queue: try required("Queue"), number: try required("Number"))
        case "retry": self = .retry(try id())
        case "cancel": self = .cancel(try id())
        default: throw .unknown("Do", what, "request, retry or cancel")
        }
    }
}
