/// Collects an environment block line by line.
///
/// The block is the first thing a caller can try to write into (his name, the number he dials), so it is read
/// strictly: a key that occurs twice, an argument out of its order or an argument's name that occurs twice is
/// an error, never a choice between two values.
struct AGIEnvironmentBuilder {
    /// The most bytes a block may have, line ends included.
    static let maximumSize = 64 * 1_024
    /// The most lines a block may have. Asterisk sends at most 22 and one for each of 127 arguments (`MAX_ARGS`).
    static let maximumLines = 192

    private var environment = AGIEnvironment()
    private var size = 0

    /// Whether nothing has come yet.
    var isEmpty: Bool { environment.fields.isEmpty }

    /// Takes one line without its line end. Its length is the caller's to limit.
    ///
    /// - Returns: the environment if this was the blank line that ends it.
    mutating func append(
        _ line: some RandomAccessCollection<UInt8>
    ) throws(AGIEnvironmentError) -> AGIEnvironment? {
        guard !line.isEmpty else { return environment }
        size += line.count + 1
        guard size <= Self.maximumSize else { throw .tooLarge }
        guard environment.fields.count < Self.maximumLines else { throw .tooManyLines }
        if environment.bytes.isEmpty { reserve() }

        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .malformedLine }
        var value = line[line.index(after: colon)...]
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        let field = add(key: line[..<colon], value: value)
        try check(field)
        environment.fields.append(field)
        return nil
    }

    /// A usual block has 22 lines and under 1 KiB: one allocation each.
    private mutating func reserve() {
        environment.bytes.reserveCapacity(1_024)
        environment.fields.reserveCapacity(32)
    }

    private mutating func add(
        key: some Collection<UInt8>, value: some Collection<UInt8>
    ) -> AGIEnvironment.Field {
        let start = environment.bytes.count
        environment.bytes.append(contentsOf: key)
        let middle = environment.bytes.count
        environment.bytes.append(contentsOf: value)
        return AGIEnvironment.Field(key: start..<middle, value: middle..<environment.bytes.count)
    }

    private mutating func check(_ field: AGIEnvironment.Field) throws(AGIEnvironmentError) {
        let key = environment.bytes[field.key]
        guard key.isVariableName else { throw .malformedLine }
        for earlier in environment.fields
        where earlier.key.count == key.count && environment.bytes[earlier.key] == key {
            throw .duplicateKey(String(decoding: key, as: UTF8.self))
        }
        let prefix = "agi_arg_".utf8
        guard key.starts(with: prefix) else { return }
        // Comparing the text refuses `agi_arg_01` as well as a gap.
        guard key.dropFirst(prefix.count).elementsEqual(String(environment.argumentRanges.count + 1).utf8) else {
            throw .argumentOutOfOrder
        }
        try checkArgument(field.value)
        environment.argumentRanges.append(field.value)
    }

    private func checkArgument(_ range: Range<Int>) throws(AGIEnvironmentError) {
        guard let name = environment.argumentName(in: range) else { return }
        for earlier in environment.argumentRanges {
            guard let other = environment.argumentName(in: earlier) else { continue }
            if environment.bytes[other] == environment.bytes[name] {
                throw .duplicateArgument(String(decoding: environment.bytes[name], as: UTF8.self))
            }
        }
    }
}
