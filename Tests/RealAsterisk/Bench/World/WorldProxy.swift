import Foundation
import Synchronization

/// A stateless SIP proxy (RFC 3261 section 16.11) before the world's Asterisk, for calls from the PBX.
///
/// It tells the world how the party called behaves, by a header, and refuses in its name where an Asterisk could not:
/// any code, any Reason, or no word at all. Only the PBX's side of it is captured. It takes no hop off Max-Forwards.
final class WorldProxy: Sendable {
    private let directory: PartyDirectory
    private let ports: PortBlock
    /// INVITEs refused here, by branch: what to say when they come again, and whether the end was said.
    private let refusals = Mutex<[String: (lastResponse: [UInt8], ended: Bool)]>([:])
    /// REGISTERs under way, by Call-ID.
    private let registrations = Mutex<[String: CheckedContinuation<Int, Never>]>([:])
    private let socket: UDPSocket

    init(ports: PortBlock, directory: PartyDirectory) throws {
        self.ports = ports
        self.directory = directory
        socket = try UDPSocket(port: ports.proxySIP)
        socket.start { [weak self] in self?.receive($0, from: $1) }
    }

    func close() { socket.close() }

    private func send(_ datagram: [UInt8], to port: UInt16) { socket.send(datagram, to: port) }

    private func after(_ seconds: Double, _ work: @escaping @Sendable () -> Void) { socket.after(seconds, work) }

    private func receive(_ datagram: [UInt8], from sender: UInt16) {
        guard let message = SIPMessage(datagram: datagram) else { return }
        if let status = message.status {
            if message.transactionMethod == "REGISTER" {
                registrations.withLock { $0.removeValue(forKey: message.callID) }?.resume(returning: status)
            } else if sender == ports.worldSIP {
                send(Self.withoutFirstVia(datagram), to: ports.pbxSIP)
            }
            return
        }
        let branch = Self.branch(of: message)
        if let known = refusals.withLock({ $0[branch] }) {
            again(message, branch: branch, known: known)
        } else if let phone = directory.phone(ofCall: message.callID) {
            phone.take(message)
        } else if message.method == "INVITE", message.toTag == nil {
            invited(message, datagram, branch: branch)
        } else {
            forward(datagram, branch: branch, script: nil)
        }
    }

    private func invited(_ invite: SIPMessage, _ datagram: [UInt8], branch: String) {
        let trunk = invite.header("From").flatMap(Self.trunk(ofFrom:))
        switch directory.behaviour(of: invite.calledUser, trunk: trunk, callID: invite.callID) {
        case .silent: break
        case .phone(let phone): phone.take(invite)
        case .plays(let script): forward(datagram, branch: branch, script: script)
        case .refuses(let refusal): refuse(invite, refusal, branch: branch)
        }
    }

    private func forward(_ datagram: [UInt8], branch: String, script: PartyScript?) {
        var lines = "Via: SIP/2.0/UDP 127.0.0.1:\(ports.proxySIP);branch=\(branch)-bench\r\n"
        if let script { lines += "\(World.scriptHeader): \(script.text)\r\n" }
        guard let end = datagram.firstIndex(of: 10) else { return }
        send(Array(datagram[...end]) + lines.utf8 + datagram[(end + 1)...], to: ports.worldSIP)
    }

    private static func withoutFirstVia(_ datagram: [UInt8]) -> [UInt8] {
        guard let start = datagram.firstIndex(of: 10).map({ $0 + 1 }),
            let end = datagram[start...].firstIndex(of: 10)
        else { return datagram }
        return Array(datagram[..<start]) + datagram[(end + 1)...]
    }

    private static func branch(of message: SIPMessage) -> String {
        let via = message.header("Via") ?? ""
        guard let start = via.range(of: "branch=") else { return via }
        return String(via[start.upperBound...].prefix { $0 != ";" && $0 != "," })
    }

    /// `"name" <sip:user@main.trunk.invalid>;tag=…` → main.
    static func trunk(ofFrom from: String) -> String? {
        guard let end = from.range(of: Trunk.domainSuffix, options: .backwards),
            let at = from[..<end.lowerBound].lastIndex(of: "@")
        else { return nil }
        return String(from[from.index(after: at)..<end.lowerBound])
    }
}

extension WorldProxy {
    private func refuse(_ invite: SIPMessage, _ refusal: Party.Refusal, branch: String) {
        let final = invite.response(refusal.code, refusal.reason, tag: branch, lines: refusal.headers)
        guard let seconds = refusal.ringing else {
            refusals.withLock { $0[branch] = (final, true) }
            send(final, to: ports.pbxSIP)
            return
        }
        let contact = "Contact: <sip:\(invite.calledUser)@127.0.0.1:\(ports.proxySIP)>"
        let ringing = invite.response(180, "Ringing", tag: branch, lines: [contact])
        refusals.withLock { $0[branch] = (ringing, false) }
        send(ringing, to: ports.pbxSIP)
        after(seconds) { [weak self] in self?.end(branch, with: final) }
    }

    /// A request of a transaction refused here: an INVITE repeated, its CANCEL, or the ACK that ends it.
    private func again(_ request: SIPMessage, branch: String, known: (lastResponse: [UInt8], ended: Bool)) {
        switch request.method {
        case "INVITE": send(known.lastResponse, to: ports.pbxSIP)
        case "CANCEL":
            send(request.response(200, "OK", tag: branch), to: ports.pbxSIP)
            guard let ringing = SIPMessage(datagram: known.lastResponse) else { return }
            // The INVITE's own CSeq and Via stand in what was said to it.
            end(branch, with: ringing.response(487, "Request Terminated", tag: branch))
        default: break
        }
    }

    private func end(_ branch: String, with final: [UInt8]) {
        let isFirst = refusals.withLock { refusals in
            guard refusals[branch]?.ended == false else { return false }
            refusals[branch] = (final, true)
            return true
        }
        if isFirst { send(final, to: ports.pbxSIP) }
    }

    /// Registers a phone's contact here, without authentication; 0 seconds takes it away (RFC 3261 section 10.2).
    /// - Returns: the status of the response.
    func register(_ phone: String, seconds: Int) async -> Int {
        let id = "bench-\(UInt64.random(in: 0 ... .max))"
        let request = [
            "REGISTER sip:127.0.0.1:\(ports.pbxSIP) SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:\(ports.proxySIP);branch=z9hG4bK\(id)",
            "Max-Forwards: 70", "From: <sip:\(phone)@127.0.0.1>;tag=\(id)", "To: <sip:\(phone)@127.0.0.1>",
            "Call-ID: \(id)", "CSeq: 1 REGISTER", "Contact: <sip:\(phone)@127.0.0.1:\(ports.proxySIP)>",
            "Expires: \(seconds)", "Content-Length: 0",
        ]
        return await withCheckedContinuation { continuation in
            registrations.withLock { $0[id] = continuation }
            send(Array((request.joined(separator: "\r\n") + "\r\n\r\n").utf8), to: ports.pbxSIP)
            after(5) { [weak self] in
                // 408: what a client makes of silence.
                self?.registrations.withLock { $0.removeValue(forKey: id) }?.resume(returning: 408)
            }
        }
    }
}
