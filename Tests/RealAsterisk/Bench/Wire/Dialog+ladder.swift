extension Dialog {
    /// One line a message, for people: time, direction, start line and what says why.
    public var ladder: String {
        let heading =
            switch direction {
            case .toPBX: "\(callerUser) calls \(calledUser)"
            case .fromPBX: "the PBX rings \(calledUser)" + (trunk.map { " by trunk \($0)" } ?? "")
            }
        return ([heading + "  (\(callID))"] + entries.map(Self.line)).joined(separator: "\n")
    }

    private static func line(_ entry: Entry) -> String {
        let reasons = entry.message.headers("Reason").map { "  [\($0)]" }.joined()
        let audio = entry.message.audioPort.map { "  audio \($0)" } ?? ""
        let arrow = entry.isFromPBX ? "PBX ──► world" : "PBX ◄── world"
        let first = entry.message.startLine.replacing(" SIP/2.0", with: "").replacing("SIP/2.0 ", with: "")
        let method = entry.message.status == nil ? "" : "  (\(entry.message.transactionMethod))"
        return "  \(entry.time)  \(arrow)  \(first)\(method)\(audio)\(reasons)"
    }
}
