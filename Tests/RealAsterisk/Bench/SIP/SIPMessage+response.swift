extension SIPMessage {
    /// A response to this request, as bytes (RFC 3261 section 8.2.6): Via, From, To, Call-ID and CSeq are copied.
    /// - Parameters:
    ///   - code: 100 to 699.
    ///   - reason: the reason phrase.
    ///   - tag: To's tag, unless the request has one; nil leaves To as it is (100 Trying).
    ///   - lines: further header lines, without line ends.
    ///   - body: an SDP, or nothing.
    func response(_ code: Int, _ reason: String, tag: String?, lines: [String] = [], body: String = "") -> [UInt8] {
        var text = ["SIP/2.0 \(code) \(reason)"]
        text += headers("Via").map { "Via: \($0)" }
        text.append("From: \(header("From") ?? "")")
        let to = header("To") ?? ""
        text.append("To: \(to)" + (toTag == nil ? tag.map { ";tag=\($0)" } ?? "" : ""))
        text.append("Call-ID: \(callID)")
        text.append("CSeq: \(header("CSeq") ?? "")")
        text += lines
        if !body.isEmpty { text.append("Content-Type: application/sdp") }
        text.append("Content-Length: \(body.utf8.count)")
        return Array((text.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }
}
