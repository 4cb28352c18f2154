import Foundation

/// The wire's side of a call (RFC 3261 sections 12 and 13).
extension SIPPhone.Call {
    /// The INVITE that begins it.
    func invite() {
        send("INVITE", lines: ["\(World.callHeader): \(callID)"], body: offer("sendrecv"))
    }

    func offer(_ direction: String) -> String {
        let version = state.change { state in
            state.version += 1
            return state.version
        }
        return SDP.audio(port: audio.port, direction: direction, version: version)
    }

    /// Sends a request of the call, in a transaction of its own. - Returns: its sequence number.
    @discardableResult
    func send(_ method: String, lines: [String] = [], body: String = "") -> Int {
        let now = state.change { state in
            state.sequence += 1
            return state
        }
        write(method, now.sequence, branch: method, uri: now.target, to: now.remote, lines: lines, body: body)
        return now.sequence
    }

    /// Takes the INVITE back that began the call: in its transaction, and to where it went (RFC 3261 section 9.1).
    func cancel() {
        write("CANCEL", 1, branch: "INVITE", uri: uri, to: "<\(uri)>")
    }

    private func write(
        _ method: String, _ sequence: Int, branch: String, uri: String, to: String, lines: [String] = [],
        body: String = ""
    ) {
        var text =
            [
                "\(method) \(uri) SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:\(phone.socket.port);rport;branch=z9hG4bK\(tag)\(branch)\(sequence)",
                "Max-Forwards: 70", "From: <sip:\(phone.name)@127.0.0.1>;tag=\(tag)", "To: \(to)",
                "Call-ID: \(callID)", "CSeq: \(sequence) \(method)", contact, Self.allow,
            ] + lines
        if !body.isEmpty { text.append("Content-Type: application/sdp") }
        text.append("Content-Length: \(body.utf8.count)")
        phone.socket.send(Array((text.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8), to: phone.pbx)
    }

    func respond(to request: SIPMessage, _ code: Int, _ reason: String, body: String = "") {
        let response = request.response(code, reason, tag: tag, lines: [contact, Self.allow], body: body)
        if let branch = request.header("Via") { state.change { $0.answers[branch] = response } }
        phone.socket.send(response, to: phone.pbx)
    }

    /// Plays the tone until the end, but not while it holds.
    func play() {
        // A thread of its own: those that run tasks may be busy for longer than a packet is.
        Thread.detachNewThread { [self] in
            var source = RTPSource()
            var due = Date()
            var turn = 0
            while true {
                let now = state.value
                if now.isOver { return }
                source.timestamp &+= 160
                if let port = now.audioPort, !now.isHeld {
                    audio.send(source.audio(phone.audio[turn % phone.audio.count]), to: port)
                    turn += 1
                }
                // What was late makes nothing early.
                due = max(due, Date() - 0.02) + 0.02
                Thread.sleep(until: due)
            }
        }
    }

    func take(_ message: SIPMessage) {
        guard let method = message.method else { return take(response: message) }
        if let branch = message.header("Via"), let known = state.value.answers[branch], method != "ACK",
            method != "CANCEL"
        {
            return phone.socket.send(known, to: phone.pbx)
        }
        if let port = message.audioPort { state.change { $0.audioPort = port } }
        switch method {
        case "INVITE" where message.toTag == nil:
            state.change { $0.pending = message }
            respond(to: message, 180, "Ringing")
        case "INVITE", "UPDATE":
            let isHeld = state.value.isHeld
            let direction = isHeld ? "sendonly" : message.audioDirection == "sendonly" ? "recvonly" : "sendrecv"
            respond(to: message, 200, "OK", body: message.body.isEmpty ? "" : offer(direction))
        case "CANCEL":
            phone.socket.send(message.response(200, "OK", tag: tag), to: phone.pbx)
            let invite = state.change { state in
                defer { (state.pending, state.isOver) = (nil, true) }
                return state.pending
            }
            if let invite { respond(to: invite, 487, "Request Terminated") }
        case "BYE":
            respond(to: message, 200, "OK")
            state.change { $0.isOver = true }
        case "NOTIFY":
            respond(to: message, 200, "OK")
            // message/sipfrag: a status line (RFC 3420).
            let status = message.body.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            if let status { state.change { $0.notified.append(status) } }
            // As telephones do; Asterisk leaves it to them.
            if status == 200 { hangUp() }
        case "ACK": break
        default: respond(to: message, 200, "OK")
        }
    }

    private func take(response: SIPMessage) {
        guard let status = response.status, let sequence = response.header("CSeq") else { return }
        let isInvite = response.transactionMethod == "INVITE"
        let isFirst = state.change { state in
            if isInvite, let to = response.header("To"), status < 300 {
                state.remote = to
                if let contact = response.contact { state.target = contact }
                if let port = response.audioPort { state.audioPort = port }
            }
            guard status >= 200, isInvite else { return false }
            defer { state.isAnswered = state.isAnswered || status < 300 }
            if status >= 300, !state.isAnswered { state.isOver = true }
            return status < 300 && !state.isAnswered
        }
        if isInvite, status >= 200 { acknowledge(response) }
        if status >= 200 { state.change { $0.responses[sequence] = response } }
        if isFirst { play() }
    }

    /// Of a 2xx the ACK is a transaction of its own; of a refusal it is the INVITE's (RFC 3261 sections 13.2.2.4, 17.1.1.3).
    private func acknowledge(_ response: SIPMessage) {
        let number = response.header("CSeq").flatMap { Int($0.prefix { $0 != " " }) } ?? 1
        let isTaken = response.status.map { $0 < 300 } ?? false
        write(
            "ACK", number, branch: isTaken ? "ACK" : "INVITE", uri: isTaken || number > 1 ? state.value.target : uri,
            to: response.header("To") ?? "")
    }

    private static let allow = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE, NOTIFY"
    private var contact: String { "Contact: <sip:\(phone.name)@127.0.0.1:\(phone.socket.port)>" }
}
