import Foundation
import Synchronization

/// A desk phone written by hand, for what an Asterisk does not do: it holds by re-INVITE, and transfers by REFER with and
/// without Replaces, while several calls are up. It plays its tone from the answer on, but not to whom it holds.
///
/// It needs no registration: calls come by the world's proxy, and the PBX knows the phone by its name in From.
public final class SIPPhone: Sendable {
    /// The endpoint's name.
    public let name: String
    /// What it plays.
    public let tone: Tone
    let pbx: UInt16
    let socket: UDPSocket
    /// One period of the tone or more, in packets of 20 ms.
    let audio: [[UInt8]]
    private let calls = Watched(Calls())

    private struct Calls: Sendable {
        /// By Call-ID.
        var all: [String: Call] = [:]
        /// Those nobody has asked for yet.
        var incoming: [Call] = []
    }

    init(name: String, tone: Tone, pbx: UInt16) throws {
        self.name = name
        self.tone = tone
        self.pbx = pbx
        let codes = G711.ulawCodes(of: tone.samples(800))
        audio = stride(from: 0, to: 800, by: 160).map { Array(codes[$0..<$0 + 160]) }
        socket = try UDPSocket()
        socket.start { [weak self] datagram, _ in
            guard let message = SIPMessage(datagram: datagram) else { return }
            self?.take(message)
        }
    }

    /// Waits for the next call to it: it rings until it is answered or declined.
    public func incomingCall(within seconds: Double = 10) async throws -> Call {
        while await calls.first(within: seconds, { $0.incoming.first }) != nil {
            let call = calls.change { $0.incoming.isEmpty ? nil : $0.incoming.removeFirst() }
            if let call { return call }
        }
        throw BenchError("waited \(seconds) s for a call to \(name)")
    }

    /// Calls a number of the PBX. It returns at once.
    public func call(_ number: String) throws -> Call {
        let id = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        let call = try Call(
            of: self, id: id, remote: "<\(uri(of: number))>", target: nil)
        calls.change { $0.all[id] = call }
        call.invite()
        return call
    }

    /// A number at the PBX; # begins something else in a URI (RFC 3261 section 19.1.2).
    func uri(of number: String) -> String {
        "sip:\(number.replacing("#", with: "%23"))@127.0.0.1:\(pbx)"
    }

    /// A message from the PBX, by the phone's own port or the proxy's.
    func take(_ message: SIPMessage) {
        if let call = calls.value.all[message.callID] { return call.take(message) }
        guard message.method == "INVITE",
            let call = try? Call(
                of: self, id: message.callID, remote: message.header("From") ?? "", target: message.contact)
        else { return }
        calls.change { $0.all[message.callID] = call }
        call.take(message)
        // Whoever waits for it may answer at once.
        calls.change { $0.incoming.append(call) }
    }
}

extension Bench {
    /// A desk phone whose calls the test takes and makes by hand, from now on.
    /// - Parameter tone: what it plays; nil: one of the parties' own.
    public func phone(_ name: String, tone: Tone? = nil) throws -> SIPPhone {
        let phone = try SIPPhone(name: name, tone: tone ?? world.directory.tone(of: name), pbx: world.ports.pbxSIP)
        world.party(name, .phone(phone))
        return phone
    }

    /// The leg of a hand-written phone's call, when its INVITE is on the wire.
    public func leg(of call: SIPPhone.Call) async throws -> ObservedLeg {
        let dialog = try await wire.first("INVITE of \(call.phone.name)", within: 10, about: [call.callID]) { record in
            record.dialogs[call.callID]
        }
        return ObservedLeg(dialog, tone: call.phone.tone, wire: wire, world: world)
    }
}
