import Foundation
import Synchronization

/// A hand-written call to the PBX: header lines go out as they are given, whatever an Asterisk would have made of them.
/// It sends no audio but with `keys`.
public final class RawCall: Sendable {
    /// How it stands.
    public enum Status: Sendable, Equatable {
        case calling
        /// The last provisional code, 100 to 199.
        case progressing(Int)
        case answered
        /// The final code, 300 to 699.
        case refused(Int)
        case over
    }

    struct State {
        var status = Status.calling
        var answer: SIPMessage?
        var source = RTPSource()
        /// Who waits for the PBX's audio port, which a refusal does not have.
        var waiters: [UUID: @Sendable (UInt16?) -> Void] = [:]
    }

    /// The INVITE's Call-ID.
    public let callID: String
    private let invite: [String]
    private let pbx: UInt16
    private let socket: UDPSocket
    /// What it hears goes here, and nowhere: the capture has it.
    let audio: UDPSocket
    let state = Mutex(State())

    /// - Parameters:
    ///   - uri: the request URI, as it shall be written.
    ///   - from: From without its tag, as it shall be written: `"a \"b\"" <sip:%0A@x>`.
    ///   - lines: further header lines, as they shall be written.
    init(uri: String, from: String, lines: [String], id: String, pbx: UInt16) throws {
        self.pbx = pbx
        callID = id
        audio = try UDPSocket()
        audio.start { _, _ in }
        socket = try UDPSocket()
        invite =
            [
                "INVITE \(uri) SIP/2.0", "Via: SIP/2.0/UDP 127.0.0.1:\(socket.port);rport;branch=z9hG4bK\(id)",
                "Max-Forwards: 70", "From: \(from);tag=\(id)", "To: <\(uri)>", "Call-ID: \(id)", "CSeq: 1 INVITE",
                "Contact: <sip:bench@127.0.0.1:\(socket.port)>", "\(World.callHeader): \(id)",
            ] + lines
        socket.start { [weak self] datagram, _ in self?.receive(datagram) }
        send(invite, body: SDP.audio(port: audio.port))
    }

    /// As it stands now.
    public var status: Status { state.withLock { $0.status } }

    /// Gives up before the answer (RFC 3261 section 9.1).
    public func cancel() { send(following("CANCEL", sequence: 1, dialog: nil)) }

    /// Ends an answered call.
    public func hangUp() {
        guard let answer = state.withLock({ $0.answer }) else { return }
        send(following("BYE", sequence: 2, dialog: answer))
        state.withLock { $0.status = .over }
    }

    private func receive(_ datagram: [UInt8]) {
        guard let message = SIPMessage(datagram: datagram) else { return }
        guard let status = message.status else {
            if message.method == "BYE" { state.withLock { $0.status = .over } }
            if message.method != "ACK" {
                socket.send(message.response(200, "OK", tag: callID), to: pbx)
            }
            return
        }
        guard message.transactionMethod == "INVITE" else { return }
        if status >= 200 {
            send(following("ACK", sequence: 1, dialog: message))
        }
        let waiters = state.withLock { state in
            if state.status != .over {
                switch status {
                case ..<200: state.status = .progressing(status)
                case ..<300: (state.status, state.answer) = (.answered, message)
                default: state.status = .refused(status)
                }
            }
            guard status >= 200 else { return [] as [@Sendable (UInt16?) -> Void] }
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter(status < 300 ? message.audioPort : nil) }
    }

    /// Hands over the PBX's audio port as soon as it answers; nil when it refuses, or has not answered within 60 s.
    func whenAnswered(_ waiter: @escaping @Sendable (UInt16?) -> Void) {
        let id = UUID()
        let port: UInt16?? = state.withLock { state in
            switch state.status {
            case .answered: return .some(state.answer?.audioPort)
            case .refused, .over: return .some(nil)
            case .calling, .progressing:
                state.waiters[id] = waiter
                return nil
            }
        }
        if let port { return waiter(port) }
        socket.after(60) { [weak self] in
            self?.state.withLock { $0.waiters.removeValue(forKey: id) }?(nil)
        }
    }

    private func send(_ lines: [String], body: String = "") {
        var lines = lines
        if !body.isEmpty { lines.append("Content-Type: application/sdp") }
        lines.append("Content-Length: \(body.utf8.count)")
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + body
        socket.send(Array(text.utf8), to: pbx)
    }

    /// A request of the same call. In a dialog it goes to the PBX's contact; the ACK of a refusal and CANCEL go where the
    /// INVITE went, in its own transaction (RFC 3261 sections 9.1, 17.1.1.3).
    private func following(_ method: String, sequence: Int, dialog: SIPMessage?) -> [String] {
        let isInDialog = dialog?.status.map { $0 < 300 } ?? false
        var lines = invite.prefix(6).map(\.self)
        let uri = isInDialog ? dialog?.contact : nil
        lines[0] = uri.map { "\(method) \($0) SIP/2.0" } ?? method + lines[0].dropFirst("INVITE".count)
        if isInDialog { lines[1] += method.lowercased() }
        if let to = dialog?.header("To") { lines[4] = "To: \(to)" }
        return lines + ["CSeq: \(sequence) \(method)"]
    }
}
