extension SIPMessage {
    /// Reads one datagram; nil when it is no SIP message (a keep-alive, noise).
    init?(datagram: some Collection<UInt8>) {
        let bytes = Array(datagram)
        let blank: [UInt8] = [13, 10, 13, 10]
        let end = bytes.indices.first { bytes[$0] == 13 && bytes[$0...].starts(with: blank) } ?? bytes.count
        var lines = bytes[..<end].split(separator: 10, omittingEmptySubsequences: true)
            .map { String(decoding: $0.last == 13 ? $0.dropLast() : $0, as: UTF8.self) }
        guard let first = lines.first, first.hasSuffix("SIP/2.0") || first.hasPrefix("SIP/2.0 ") else { return nil }
        lines.removeFirst()

        var headers: [Header] = []
        for line in lines {
            if let start = line.first, start == " " || start == "\t", let last = headers.popLast() {
                headers.append(Header(name: last.name, value: last.value + line))
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                headers.append(Header(name: String(line[..<colon]), value: String(value)))
            }
        }
        startLine = first
        self.headers = headers
        body = String(decoding: bytes.dropFirst(end + blank.count), as: UTF8.self)
    }
}
