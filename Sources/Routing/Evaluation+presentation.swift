extension Evaluation {
    /// A colleague is shown with his extension, an outside caller as he came; who transfers a call, with whom it is for.
    var presentationInside: CallerPresentation {
        if let transfer = call.transfer {
            guard showsClient else { return presentation(of: transfer) }
            return table.user(device: transfer.clientDevice).map { .number($0.extension, name: $0.name) } ?? .unchanged
        }
        return table.user(calling: call).map { .number($0.extension, name: $0.name) } ?? .unchanged
    }

    /// A SIP address may be anybody's: an employee who calls in from his mobile is the company there.
    var presentationToSIPAddress: CallerPresentation {
        guard let caller = table.client(of: call), table.mobiles[caller.e164] != nil, let trunk = table.trunks.first
        else { return presentationInside }
        return .number(trunk.callerId, name: table.settings.name)
    }

    /// On a trunk only numbers that the carrier accepts are shown: the client's where it may be, else the company's. An
    /// employee who calls in from his mobile is shown to colleagues only.
    func presentation(of callee: String, on trunk: Trunk) -> CallerPresentation {
        if isCallbackToClient, case .callback(let queue, _) = call.origin {
            let own = table.queue(extension: queue)?.callback?.callerId
            return .number(own ?? trunk.callerId, name: table.settings.name)
        }
        if showsClient, trunk.passCallerId, let caller = table.client(of: call),
            table.mobiles[caller.e164] == nil || table.mobiles[callee] != nil
        {
            return .number(caller.e164, name: "")
        }
        return .number(trunk.callerId, name: table.settings.name)
    }

    /// Whether who rings is for the client, and not for somebody of the office.
    var showsClient: Bool {
        if case .callback = call.origin { return !isCallbackToClient }
        return call.isExternal || call.transfer.map { !$0.holds(at: cursor) } ?? false
    }

    /// Who holds a client and asks a colleague: `Field engineer (for +79035550000)`.
    private func presentation(of transfer: CallTransfer) -> CallerPresentation {
        let transferor = table.user(calling: call)
        let colleague = table.user(device: transfer.clientDevice)
        // Who transfers a call he began himself: whom he had called is not known here.
        let isHisOwn = colleague != nil && colleague == transferor
        let client = colleague?.extension ?? call.caller.map { $0.parsed?.e164 ?? $0.text.filter(\.isASCIIDigit) }
        let purpose = isHisOwn ? "" : " (for \(client ?? "an anonymous caller"))"
        if let transferor { return .number(transferor.extension, name: transferor.name + purpose) }
        return switch transfer.transferor {
        case .outside(.number(let e164)): .number(e164, name: e164 + purpose)
        case .outside(.sip(let address)): .number(address.user, name: "\(address)" + purpose)
        case .phone, .outside(.mobile): .unchanged
        }
    }

    /// What a leg is told of the forwards before it. On a trunk diverters are numbers of the office: the user's own where
    /// he has one, never his mobile.
    func diversions(outsideBy trunk: Trunk?) -> [DiversionHeader] {
        var chain = cursor.diversion
        if chain == nil, let trunk, showsClient {
            // The office's number passes the call on, which is what lets a carrier accept the client's number.
            chain = passedOn(outsideBy: trunk).map { DiversionChain(.init(by: $0, reason: .unconditional)) }
        }
        guard let chain else { return [] }
        func header(_ diversion: DiversionChain.Diversion, counter: Int) -> DiversionHeader {
            let number =
                switch diversion.by {
                case .number(let e164): table.mobiles[e164] == nil ? e164 : trunk?.callerId ?? e164
                case .user(let name): trunk.map { table.ownNumbers[name] ?? $0.callerId } ?? name
                }
            return DiversionHeader(number: number, reason: diversion.reason, counter: counter)
        }
        guard chain.count > 1 else { return [header(chain.last, counter: 1)] }
        return [header(chain.last, counter: chain.count - 1), header(chain.first, counter: 1)]
    }

    /// Who passes a call on to the outside that nobody has forwarded: the number it came to, or who transfers it.
    private func passedOn(outsideBy trunk: Trunk) -> DiversionChain.Diverter? {
        guard call.transfer == nil else {
            return table.user(calling: call).map { .user($0.extension) } ?? .number(trunk.callerId)
        }
        return call.dialled.parsed.map { .number($0.e164) }
    }
}
