extension CallTransfer {
    /// Whether the transferor waits for what comes of this: once the call is on its way back to him, he has hung up.
    func holds(at cursor: CallCursor) -> Bool { holds && cursor.stage == .rules }
}

extension RoutingTable {
    /// The number of whoever is outside and calls, or is handed on; `nil` where nobody is, or it is not known.
    func client(of call: IncomingCall) -> PhoneNumber? {
        if call.isExternal { return call.caller?.parsed }
        if case .callback = call.origin { return call.caller?.parsed }
        guard let transfer = call.transfer, user(device: transfer.clientDevice) == nil else { return nil }
        return call.caller?.parsed
    }

    /// Who transfers, for people: `user 103`, `+79160000199`.
    func describe(_ transferor: CallTransfer.Transferor, of call: IncomingCall) -> String {
        if let user = user(calling: call) { return "user \(user.extension)" }
        return switch transferor {
        case .phone(let device): device.isEmpty ? "somebody" : device
        case .outside(.mobile(let name)): "user \(name)"
        case .outside(.number(let e164)): e164
        case .outside(.sip(let address)): "\(address)"
        }
    }
}
