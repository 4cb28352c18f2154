extension AGIEnvironment {
    /// Reads a whole block, from its first line to the blank one.
    ///
    /// - Throws: `AGIEnvironmentError`; `incomplete` if the blank line is missing.
    public init(parsing block: String) throws(AGIEnvironmentError) {
        var builder = AGIEnvironmentBuilder()
        var rest = Array(block.utf8)[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            if let environment = try builder.append(rest[..<end].droppingFinalCR) {
                self = environment
                return
            }
            rest = rest[(end + 1)...]
        }
        throw .incomplete
    }
}
