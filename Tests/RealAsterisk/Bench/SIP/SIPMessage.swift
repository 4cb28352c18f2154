import Foundation

/// A SIP request or response as it stood on the wire (RFC 3261 section 7).
public struct SIPMessage: Sendable {
    /// One header line; names keep the sender's spelling.
    public struct Header: Sendable {
        /// As spelled by the sender.
        public let name: String
        /// Without the space after the colon.
        public let value: String
    }

    /// "INVITE sip:101@127.0.0.1 SIP/2.0" or "SIP/2.0 486 Busy Here".
    public let startLine: String
    /// In the order they were sent; folded lines are joined.
    public let headers: [Header]
    /// An SDP, or empty.
    public let body: String

    /// The first header of that name, upper or lower case alike; nil when there is none.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    /// Every header of that name.
    public func headers(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return headers.filter { $0.name.lowercased() == wanted }.map(\.value)
    }
}

extension SIPMessage {
    /// The request's method; nil in a response.
    public var method: String? {
        isResponse ? nil : startLine.split(separator: " ").first.map(String.init)
    }

    /// The response's code, 100 to 699; nil in a request.
    public var status: Int? {
        isResponse ? startLine.split(separator: " ").dropFirst().first.flatMap { Int($0) } : nil
    }

    /// The method of the transaction, from CSeq: also in responses.
    public var transactionMethod: String {
        header("CSeq")?.split(separator: " ").last.map(String.init) ?? ""
    }

    /// Empty when there is none.
    public var callID: String { header("Call-ID") ?? "" }

    /// The user part of the request URI; empty in a response.
    public var calledUser: String {
        startLine.split(separator: " ").dropFirst().first.map { Self.user(ofURI: String($0)) } ?? ""
    }

    /// The user part of From.
    public var callerUser: String { header("From").map(Self.user(ofURI:)) ?? "" }

    /// Where the sender wants its audio: the port in its SDP (RFC 8866 section 5.14); nil without one.
    public var audioPort: UInt16? {
        body.split(whereSeparator: \.isNewline)
            .first { $0.hasPrefix("m=audio ") }
            .flatMap { $0.split(separator: " ").dropFirst().first }
            .flatMap { UInt16($0) }
    }

    /// What its direction is called in its SDP (RFC 8866 section 6.7): `sendonly`; nil when it does not say.
    var audioDirection: Substring? {
        body.split(whereSeparator: \.isNewline).map { $0.dropFirst(2) }
            .first { ["sendrecv", "sendonly", "recvonly", "inactive"].contains($0) }
    }

    /// The URI in Contact's angle brackets.
    var contact: String? {
        guard let contact = header("Contact"), let start = contact.firstIndex(of: "<") else { return nil }
        return String(contact[contact.index(after: start)...].prefix { $0 != ">" })
    }

    /// The tag of To, that a dialog's requests have (RFC 3261 section 12).
    var toTag: String? { header("To").flatMap(Self.tag(of:)) }

    static func tag(of header: String) -> String? {
        guard let start = header.range(of: ";tag=") else { return nil }
        return String(header[start.upperBound...].prefix { $0 != ";" })
    }

    private var isResponse: Bool { startLine.hasPrefix("SIP/2.0 ") }

    /// `sip:USER@host` and `"name" <sip:USER@host>`, without parameters of the user part.
    static func user(ofURI text: String) -> String {
        // A display name may hold anything, "sip:" too: the URI is in the last angle brackets, if there are any.
        let uri = text.lastIndex(of: "<").map { text[$0...] } ?? text[...]
        guard let scheme = uri.firstIndex(of: ":"), let at = uri.firstIndex(of: "@"), scheme < at else { return "" }
        return String(uri[uri.index(after: scheme)..<at].prefix { $0 != ";" })
    }
}
