/// Who the PBX has told a party that it is talking with.
public struct ShownIdentity: Sendable, Hashable {
    /// The display name; empty when there is none.
    public let name: String
    /// The user part.
    public let number: String
    /// When the message was sent.
    public let time: WireTime
    /// The header's name.
    public let header: String

    /// - Parameter value: `"Ann \"A\" Lee" <sip:101@host>;party=calling`.
    init(header: String, value: String, time: WireTime) {
        self.header = header
        self.time = time
        number = SIPMessage.user(ofURI: value)
        name = Self.name(in: value)
    }

    /// A quoted string, or a token before the angle bracket (RFC 3261 section 25.1).
    private static func name(in value: String) -> String {
        guard value.first == "\"" else {
            guard let bracket = value.firstIndex(of: "<") else { return "" }
            return value[..<bracket].split(separator: " ").joined(separator: " ")
        }
        var name = ""
        var isEscaped = false
        for character in value.dropFirst() {
            if character == "\"", !isEscaped { break }
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { name.append(character) }
        }
        return name
    }
}

extension Dialog {
    /// Who the party was shown to be talking with, one after the other: From of the INVITE it got, and what
    /// P-Asserted-Identity (RFC 3325) or else Remote-Party-ID say in each INVITE, UPDATE and response to them. A telephone
    /// shows these rather than From. What says the same again is left out.
    public var identities: [ShownIdentity] {
        var shown: [ShownIdentity] = []
        for (number, entry) in entries.enumerated() where entry.isFromPBX {
            guard ["INVITE", "UPDATE"].contains(entry.message.method ?? entry.message.transactionMethod),
                180..<300 ~= entry.message.status ?? 180
            else { continue }
            let headers = ["P-Asserted-Identity", "Remote-Party-ID"] + (number == 0 ? ["From"] : [])
            guard let header = headers.first(where: { entry.message.header($0) != nil }),
                let value = entry.message.header(header)
            else { continue }
            let identity = ShownIdentity(header: header, value: value, time: entry.time)
            if (shown.last?.name, shown.last?.number) != (identity.name, identity.number) { shown.append(identity) }
        }
        return shown
    }
}

extension ObservedLeg {
    /// Who the party was shown to be talking with so far, one after the other.
    public var identities: [ShownIdentity] { dialog.identities }

    /// Waits until the party is shown a number, and does not go on to another meanwhile.
    /// - Returns: since when.
    /// - Throws: `BenchError` with what was shown instead.
    @discardableResult
    public func isShown(_ number: String, within seconds: Double = 5) async throws -> ShownIdentity {
        do {
            return try await reaches("shown \(number)", within: seconds) { dialog in
                dialog.identities.last.flatMap { $0.number == number ? $0 : nil }
            }
        } catch {
            let shown = identities.map { "\($0.time) \"\($0.name)\" \($0.number) (\($0.header))" }
            throw BenchError("\(party) was shown \(shown.joined(separator: ", ")); \(error)")
        }
    }
}
