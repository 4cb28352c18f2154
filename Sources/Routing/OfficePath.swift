/// A place in the office file: `users[1].forward.busy.to`.
public struct OfficePath: Sendable, Hashable, CustomStringConvertible {
    /// One step on the way from the top of the file.
    public enum Component: Sendable, Hashable {
        case key(String)
        /// Counted from zero.
        case index(Int)
    }

    /// The way from the top.
    public let components: [Component]

    /// The top of the file.
    public static let root = OfficePath(components: [])

    private init(components: [Component]) {
        self.components = components
    }

    /// The place under a key.
    public static func / (path: OfficePath, key: String) -> OfficePath {
        OfficePath(components: path.components + [.key(key)])
    }

    /// The place of an element.
    public static func / (path: OfficePath, index: Int) -> OfficePath {
        OfficePath(components: path.components + [.index(index)])
    }

    /// The place around this one; `nil` at the top.
    public var parent: OfficePath? {
        components.isEmpty ? nil : OfficePath(components: components.dropLast())
    }

    /// As an administrator would point at it.
    public var description: String {
        components.reduce(into: "") { text, component in
            switch component {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}
