/// Which extensions callers of a menu may dial.
public enum DialableExtensions: Sendable, Hashable {
    /// None: keys only.
    case none
    /// Every user, group and queue.
    case all
    /// These.
    case only([String])
    /// Every one but these.
    case except([String])

    /// Whether an extension of the office may be dialled.
    func allows(_ extension: String) -> Bool {
        switch self {
        case .none: false
        case .all: true
        case .only(let list): list.contains(`extension`)
        case .except(let list): !list.contains(`extension`)
        }
    }
}

extension DialableExtensions: Codable {
    private struct Exceptions: Codable {
        let except: [String]
    }

    /// Reads `true`, `false`, a list, or `{"except": […]}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = flag ? .all : .none
        } else if let list = try? container.decode([String].self) {
            self = .only(list)
        } else {
            self = .except(try container.decode(Exceptions.self).except)
        }
    }

    /// Writes what ``init(from:)`` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .none: try container.encode(false)
        case .all: try container.encode(true)
        case .only(let list): try container.encode(list)
        case .except(let list): try container.encode(Exceptions(except: list))
        }
    }
}
