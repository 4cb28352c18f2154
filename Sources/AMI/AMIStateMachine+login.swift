import Crypto

extension AMIStateMachine {
    mutating func receivedBanner(_ line: String) {
        let start = "Asterisk Call Manager/"
        guard line.hasPrefix(start) else { return close(.notAsterisk) }
        state = .challenge(AMISession(interfaceVersion: String(line.dropFirst(start.count))))
        ask(AMIAction("Challenge", ["AuthType": "MD5"]))
    }

    mutating func received(_ message: AMIMessage) {
        switch state {
        case .challenge(let session):
            guard let challenge = acceptedLogin(message) else { return }
            state = .login(session)
            ask(login.action(answering: challenge["Challenge"] ?? ""))
        case .login(let session):
            guard acceptedLogin(message) != nil else { return }
            state = .ready
            perform(.ready(session))
            perform(.start(.connection, limits.pingInterval))
        case .ready:
            receivedReady(message)
        case .connecting, .banner, .closed:
            break
        }
    }

    /// Writes a step of the login. It is not among the actions: nobody waits for it but this.
    private mutating func ask(_ action: AMIAction) {
        write(action, id: loginID)
        perform(.start(.connection, limits.action))
    }

    /// The message if it is a yes to the step of the login that was asked. A no ends the connection; anything else is
    /// not for us.
    private mutating func acceptedLogin(_ message: AMIMessage) -> AMIMessage? {
        guard let response = message.response, message.actionID == loginID else { return nil }
        guard response == "Success" else {
            close(.loginRefused(String((message["Message"] ?? response).prefix(200))))
            return nil
        }
        return message
    }

    private var loginID: String { "\(actions.idPrefix)-login" }

    /// Writes an action of ours. Only the account's name in it is not fixed.
    mutating func write(_ action: AMIAction, id: String) {
        do {
            perform(.write(try action.encoded(id: id)))
        } catch {
            close(.loginRefused("\(error)"))
        }
    }
}

extension AMILogin {
    /// MD5 of the challenge and the secret, in lower-case hexadecimal (main/manager.c, `authenticate`).
    fileprivate func action(answering challenge: String) -> AMIAction {
        let digest = Insecure.MD5.hash(data: Array((challenge + secret.text).utf8))
        let key = digest.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        var action = AMIAction("Login", ["AuthType": "MD5", "Username": username, "Key": key])
        if let events {
            // With the login the mask holds before the first event. An empty header would mean the account's own.
            let names = AMIEventClass.allCases.filter(events.contains).map(\.rawValue)
            action.fields.append(AMIAction.Field("Events", names.isEmpty ? "off" : names.joined(separator: ",")))
        }
        return action
    }
}
