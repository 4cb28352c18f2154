import Foundation

extension SIPPhone {
    /// One of its calls.
    public final class Call: Sendable {
        struct State: Sendable {
            /// Whether the far end has answered, or this one has.
            var isAnswered = false
            var isHeld = false
            var isOver = false
            /// Where requests go: the PBX's contact (RFC 3261 section 12.1).
            var target: String
            /// To of our requests, with the PBX's tag as soon as it is known.
            var remote: String
            var sequence = 0
            var version = 0
            /// The PBX's audio.
            var audioPort: UInt16?
            /// The INVITE that is not answered yet.
            var pending: SIPMessage?
            /// By branch: what was said to requests that may come again.
            var answers: [String: [UInt8]] = [:]
            /// Final responses to ours, by CSeq.
            var responses: [String: SIPMessage] = [:]
            /// The status lines of NOTIFY (RFC 3515 section 2.4.5).
            var notified: [Int] = []
        }

        /// The dialog's Call-ID.
        public let callID: String
        let phone: SIPPhone
        let tag = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        let state: Watched<State>
        /// Who is called; of a call that came in, who calls.
        let uri: String
        /// What it hears goes here, and nowhere: the capture has it.
        let audio: UDPSocket

        init(of phone: SIPPhone, id: String, remote: String, target: String?) throws {
            self.phone = phone
            callID = id
            uri = String(remote.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
            state = Watched(State(target: target ?? uri, remote: remote))
            audio = try UDPSocket()
            audio.start { _, _ in }
        }

        /// Answers it.
        public func answer() throws {
            guard let invite = takePending() else { throw BenchError("\(phone.name) has no call to answer: \(callID)") }
            respond(to: invite, 200, "OK", body: offer("sendrecv"))
            state.change { $0.isAnswered = true }
            play()
        }

        /// Refuses it. - Parameter code: 300 to 699.
        public func decline(_ code: Int, _ reason: String) throws {
            guard refuse(code, reason) else { throw BenchError("\(phone.name) has no call to refuse: \(callID)") }
        }

        /// Waits until the call that the phone has made is answered.
        public func answered(within seconds: Double = 10) async throws {
            try await reaches("answer", within: seconds) { $0.isAnswered ? true : nil }
        }

        /// Puts the far end on hold: re-INVITE, `sendonly`; nothing is sent any more.
        public func hold() async throws { try await negotiate("sendonly") }

        /// Takes it back.
        public func retrieve() async throws { try await negotiate("sendrecv") }

        /// Ends the call: BYE, or CANCEL before the answer, or 486.
        public func hangUp() {
            let now = state.value
            guard !now.isOver, !refuse(486, "Busy Here") else { return }
            guard now.isAnswered else { return cancel() }
            send("BYE")
            state.change { $0.isOver = true }
        }

        /// Blind transfer (RFC 5589 section 6.1) to a number of the PBX.
        /// - Returns: the status of the REFER itself; what comes of the transfer is ``outcome(within:)``.
        @discardableResult
        public func refer(to number: String) async throws -> Int {
            try await refer("<\(phone.uri(of: number))>")
        }

        /// Attended transfer (RFC 5589 section 7.3): whoever is at the end of this call is to talk with whoever is at the
        /// end of another call of the phone, which may still ring.
        @discardableResult
        public func refer(to other: Call) async throws -> Int {
            // To-tag is the PBX's, since it is the PBX that looks for the dialog (RFC 3891 section 3).
            let theirs = try await other.reaches("a tag of the PBX", within: 5) { state in
                SIPMessage.tag(of: state.remote)
            }
            let replaces = "\(other.callID)%3Bto-tag%3D\(theirs)%3Bfrom-tag%3D\(other.tag)"
            return try await refer("<\(other.uri)?Replaces=\(replaces)>")
        }

        /// What the PBX has said of the latest transfer so far: 100, 180, 200, …
        public var notified: [Int] { state.value.notified }

        /// Waits until the PBX says what has come of the transfer: 200, and then the phone has hung up; or 300 to 699.
        public func outcome(within seconds: Double = 10) async throws -> Int {
            try await reaches("outcome of the transfer", within: seconds) { $0.notified.first { $0 >= 200 } }
        }

        /// Waits until the call is over, whoever has ended it.
        public func ends(within seconds: Double = 10) async throws {
            try await reaches("end", within: seconds) { $0.isOver ? true : nil }
        }

        @discardableResult
        func reaches<Answer: Sendable>(
            _ what: String, within seconds: Double, _ look: @escaping @Sendable (State) -> Answer?
        ) async throws -> Answer {
            guard let answer = await state.first(within: seconds, look) else {
                let now = state.value
                throw BenchError(
                    "waited \(seconds) s for \(phone.name): \(what); answered: \(now.isAnswered), over: \(now.isOver), "
                        + "of a transfer the PBX has said \(now.notified), responses \(now.responses.mapValues(\.startLine))"
                )
            }
            return answer
        }

        private func refuse(_ code: Int, _ reason: String) -> Bool {
            guard let invite = takePending() else { return false }
            respond(to: invite, code, reason)
            state.change { $0.isOver = true }
            return true
        }

        private func takePending() -> SIPMessage? {
            state.change { state in
                defer { state.pending = nil }
                return state.pending
            }
        }

        private func refer(_ target: String) async throws -> Int {
            state.change { $0.notified = [] }
            let me = "<sip:\(phone.name)@127.0.0.1>"
            let sequence = send("REFER", lines: ["Refer-To: \(target)", "Referred-By: \(me)"])
            return try await response(to: sequence, "REFER").status ?? 0
        }

        private func negotiate(_ direction: String) async throws {
            let isHold = direction == "sendonly"
            if isHold { state.change { $0.isHeld = true } }
            var last: SIPMessage?
            // 491: the PBX is about to change the session itself (RFC 3261 section 14.1).
            for _ in 0..<5 where last?.status ?? 491 == 491 {
                if last != nil { try await Task.sleep(for: .milliseconds(300)) }
                last = try await response(to: send("INVITE", body: offer(direction)), "INVITE")
            }
            guard let status = last?.status, status < 300 else {
                throw BenchError("\(phone.name): \(direction) is refused: \(last?.startLine ?? "")")
            }
            if !isHold { state.change { $0.isHeld = false } }
        }

        private func response(to sequence: Int, _ method: String) async throws -> SIPMessage {
            try await reaches("response to \(method)", within: 5) { $0.responses["\(sequence) \(method)"] }
        }
    }
}
