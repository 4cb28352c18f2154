/// The session descriptions of hand-written SIP (RFC 8866, RFC 3264).
enum SDP {
    /// µ-law and digits on loopback.
    /// - Parameters:
    ///   - port: where audio is taken.
    ///   - direction: `sendrecv`, `sendonly` to hold the other side, `recvonly`.
    ///   - version: must grow with each new one of a call (RFC 3264 section 8).
    static func audio(port: UInt16, direction: String = "sendrecv", version: Int = 1) -> String {
        [
            "v=0", "o=- 1 \(version) IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
            "m=audio \(port) RTP/AVP 0 \(AudioStream.eventPayloadType)",
            "a=rtpmap:0 PCMU/8000", "a=rtpmap:\(AudioStream.eventPayloadType) telephone-event/8000",
            "a=fmtp:\(AudioStream.eventPayloadType) 0-16", "a=ptime:20", "a=\(direction)", "",
        ].joined(separator: "\r\n")
    }
}
