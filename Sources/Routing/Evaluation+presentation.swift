extension Evaluation {
    /// A colleague is shown with his extension, an outside caller as he came.
    var presentationInside: CallerPresentation {
        guard case .internal(let device) = call.origin, let user = table.user(device: device) else { return .unchanged }
        return .number(user.extension, name: user.name)
    }

    /// A SIP address may be anybody's: an employee who calls in from his mobile is the company there.
    var presentationToSIPAddress: CallerPresentation {
        guard call.isExternal, let caller = call.caller?.parsed, table.mobiles[caller.e164] != nil,
            let trunk = table.trunks.first
        else { return presentationInside }
        return .number(trunk.callerId, name: table.settings.name)
    }

    /// On a trunk only numbers that the carrier accepts are shown: the client's where it may be, else the company's. An
    /// employee who calls in from his mobile is shown to colleagues only.
    func presentation(of callee: String, on trunk: Trunk) -> CallerPresentation {
        if call.isExternal, trunk.passCallerId, let caller = call.caller?.parsed,
            table.mobiles[caller.e164] == nil || table.mobiles[callee] != nil
        {
            return .number(caller.e164, name: "")
        }
        return .number(trunk.callerId, name: table.settings.name)
    }

    /// What a leg is told of the forwards before it. On a trunk diverters are numbers of the office: the user's own where
    /// he has one, never his mobile.
    func diversions(outsideBy trunk: Trunk?) -> [DiversionHeader] {
        var chain = cursor.diversion
        if chain == nil, trunk != nil, call.isExternal, let dialled = call.dialled.parsed {
            // The office's number passes the call on, which is what lets a carrier accept the client's number.
            chain = DiversionChain(.init(by: .number(dialled.e164), reason: .unconditional))
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
}
