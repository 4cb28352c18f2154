import AMI
import CallControl
import Foundation
import Routing

/// What an operator asks for by AMI, and transfers also by command line.
extension LiveCalls {
    /// An operator's UserEvent: whoever may not is told so, and so is everybody who listens.
    func obey(_ event: OperatorCommand) async {
        let field = { (name: String) in
            name == "ActionID" ? event.actionID : name == "Command" ? event.name : event.fields[name.lowercased()]
        }
        let command: CallCommand
        do throws(OperatorRefusal) {
            command = try CallCommand(field)
            try operators.admit(command, at: Date())
        } catch {
            let result = CommandResult.refused("\(error)")
            return await outbox.send([
                .result(result, command: event.name, call: field("Linkedid"), actionID: event.actionID)
            ])
        }
        let name = command.operator ?? "AMI"
        // Asterisk's answers come by the same connection as the events: nobody waits for them here.
        Task {
            var result = CommandResult.done
            var callback = field("Callback")
            do throws(CallDeskError) {
                switch command.order {
                case .call(let call, let request): _ = try await carryOut(request, on: call, by: name)
                case .callback(let request): callback = String(try await carryOut(request, by: name).callback)
                }
            } catch {
                result = error.isRefusal ? .refused("\(error)") : .failed("\(error)")
            }
            await outbox.send([
                .result(
                    result, command: event.name, call: field("Linkedid"), callback: callback,
                    actionID: command.actionID)
            ])
        }
    }

    /// Does what is asked for.
    ///
    /// - Parameter name: who asks.
    func carryOut(
        _ request: CallCommand.Request, on id: String, by name: String
    ) async throws(CallDeskError) -> TransferReceipt {
        guard connectedSince != nil else { throw .notConnected }
        guard let call = picture.call(id) else { throw .noSuchCall(id) }
        let action: AMIAction
        var transfer: Transfer?
        switch request {
        case .transfer(let target, let attended):
            action = try self.transfer(call, to: target, attended: attended, by: name)
        case .complete:
            let consultation = try consulting(in: call)
            transfer = consultation
            action = AMIAction("Hangup", ["Channel": consultation.transferorChannel, "Cause": "16"])
        case .cancel:
            let consultation = try consulting(in: call)
            transfer = consultation
            action = AMIAction("CancelAtxfer", ["Channel": consultation.transferorChannel])
        }
        let reply: AMIReply
        do throws(AMIError) {
            reply = try await client.send(action)
        } catch {
            if error == .notConnected { forget(action) }
            throw error == .notConnected ? .notConnected : .notDone("\(error)")
        }
        guard reply.isSuccess else {
            forget(action)
            throw .notDone("Asterisk: \(reply.message)")
        }
        return TransferReceipt(call: call.id, transfer: transfer?.id)
    }

    /// Asterisk has not begun what was asked.
    private func forget(_ action: AMIAction) {
        guard let channel = action.fields.first(where: { $0.name == "Channel" }) else { return }
        transfers.notCommanded(on: channel.value)
    }

    /// The attended transfer under way, with the client on hold.
    private func consulting(in call: Call) throws(CallDeskError) -> Transfer {
        let transfer = transfers.open.values.filter { $0.call == call.id && $0.mode == .keyed }
            .max { $0.began < $1.began }
        guard let transfer else { throw .notPossible("no attended transfer is under way in this call") }
        guard call.channel(named: transfer.transferorChannel) != nil else {
            throw .notPossible("the transferor has hung up already")
        }
        return transfer
    }

    private func transfer(
        _ call: Call, to target: String, attended: Bool, by name: String
    ) throws(CallDeskError) -> AMIAction {
        guard let table = tables.current else { throw .notPossible("there is no office yet") }
        // Of one who consults a colleague the other side is the colleague, and not the client.
        guard !transfers.open.values.contains(where: { $0.call == call.id }) else {
            throw .notPossible("a transfer is under way in this call")
        }
        let (transferor, client) = try sides(of: call, table: table)
        let digits = target.filter { !" -()".contains($0) }
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "+") }) else {
            throw .badTarget("\(target) is neither an extension nor a telephone number")
        }
        // What somebody who keyed it would be told. Of a blind transfer that cannot be, the decision is the way back.
        let question = CallTransfer(
            by: transferor.mark.transferor, kind: .consult, holds: true,
            clientDevice: LegMark(channelName: client.name).text)
        let decision = table.next(table.call(question, to: digits, for: client.callerNumber), at: Date())
        if case .announce(let told) = decision.step, attended || told == .noSuchNumber || told == .notAllowed {
            throw .badTarget(decision.explanation.joined(separator: "; "))
        }
        // # ends the number: Asterisk types it all into the channel as if it were keyed (manager.c, action_atxfer).
        guard !attended || !digits.contains("+") else {
            throw .badTarget("an attended transfer needs the number as it is dialled, without +")
        }
        transfers.commanded(on: transferor.name, by: name)
        guard attended else {
            return AMIAction(
                "BlindTransfer", ["Channel": transferor.name, "Context": "switchboard-transfer", "Exten": digits])
        }
        return AMIAction(
            "Atxfer", ["Channel": transferor.name, "Context": "switchboard-consult", "Exten": digits + "#"])
    }

    /// The employee's channel and the other one's, of the two who talk.
    private func sides(of call: Call, table: RoutingTable) throws(CallDeskError) -> (Channel, Channel) {
        guard let talk = call.currentTalks.last, talk.channels.count == 2,
            let one = call[talk.channels[0]], let two = call[talk.channels[1]]
        else { throw .notPossible("nobody talks in this call, or more than two do") }
        func isHouse(_ channel: Channel) -> Bool {
            switch channel.mark {
            case .device(let device): table.user(device: device) != nil
            case .mobile, .number, .sip: true
            }
        }
        return switch (isHouse(one), isHouse(two)) {
        case (true, false): (one, two)
        case (false, true): (two, one)
        // Of two colleagues the one who was called.
        case (true, true): one.dial == nil ? (two, one) : (one, two)
        case (false, false): throw .notPossible("no employee talks in this call")
        }
    }
}

extension LegMark {
    /// The leg as Routing knows it; `nil`: a phone.
    var outside: OutsideLeg? {
        switch self {
        case .device: nil
        case .mobile, .number, .sip: OutsideLeg(mark: text)
        }
    }

    fileprivate var transferor: CallTransfer.Transferor {
        outside.map(CallTransfer.Transferor.outside) ?? .phone(text)
    }
}
