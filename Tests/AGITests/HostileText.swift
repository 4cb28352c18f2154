/// Random values made of what is dangerous, the same ones for the same seed.
struct HostileText {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func random(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    private static let pieces = [
        ",", "=", "\"", "\\", "(", ")", "[", "]", "{", "}", " ", "\t", "&", "<", ">", ";", "|", "'", "$", "a", "Z", "0",
        "_", ":", "/", "\u{0B}", "\u{7F}", "é", "Ж", "\u{85}", "\u{2028}", "日本", "🙂", "\\\"", "\",X=1", ")=", "\\,",
    ]

    /// A value of up to `length` pieces.
    mutating func value(upTo length: Int) -> String {
        (0..<random(below: length + 1)).map { _ in Self.pieces[random(below: Self.pieces.count)] }.joined()
    }

    /// One to `limit` variables with such values.
    mutating func variables(upTo limit: Int, length: Int) -> [(name: String, value: String)] {
        (0..<1 + random(below: limit)).map { ("V\($0)_x", value(upTo: length)) }
    }
}
