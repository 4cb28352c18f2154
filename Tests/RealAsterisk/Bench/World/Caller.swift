/// Where a call comes from.
public enum Caller: Sendable {
    /// From outside: any number and name, hostile ones too; nil is an anonymous caller.
    case trunk(_ number: String?, name: String = "", trunk: String = "main")
    /// From a desk phone of the office.
    case phone(_ name: String)

    /// As people call him, in the story.
    public var description: String {
        switch self {
        case .trunk(let number, _, _): number ?? "anonymous"
        case .phone(let name): name
        }
    }
}
