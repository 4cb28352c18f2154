/// The name of one half of a Local channel: `Local/102@switchboard-consult-00000003;2` (core_local.c, core_unreal.c).
struct LocalName {
    /// Name of the other half.
    let other: String

    /// - Returns: `nil` when the name is not that of a half.
    init?(_ name: String) {
        guard name.hasPrefix("Local/") else { return nil }
        if name.hasSuffix(";1") {
            other = name.dropLast() + "2"
        } else if name.hasSuffix(";2") {
            other = name.dropLast() + "1"
        } else {
            return nil
        }
    }
}
