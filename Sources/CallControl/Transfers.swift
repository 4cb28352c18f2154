import Foundation

/// The transfers under way. Asterisk and the dialplan make them; this watches the call picture for how each one ends.
///
/// An outcome is read from who talks with whom, not from the way Asterisk moves channels: so it is the same for keyed
/// codes, REFER and AMI, and for a process that was started in the middle.
public struct Transfers: Sendable {
    /// Those without an outcome, by ID.
    public private(set) var open: [String: Transfer] = [:]
    /// Operators whose commands have not begun a transfer yet, by the name of the transferor's channel.
    private var commanded: [String: String] = [:]

    /// None.
    public init() {}

    /// An operator has had Asterisk begin a transfer on this channel.
    public mutating func commanded(on channel: String, by operator: String) {
        commanded[channel] = `operator`
    }

    /// Nothing came of it.
    public mutating func notCommanded(on channel: String) {
        commanded[channel] = nil
    }

    /// The dialplan has asked in the course of a transfer.
    ///
    /// - Parameter call: the call as the picture has it; `nil`: not seen yet.
    public mutating func asked(_ question: TransferQuestion, in call: Call?, at moment: Date) -> [TransferEffect] {
        var effects: [TransferEffect] = []
        let id = known(question)
        if open[id] == nil {
            var transfer = Transfer(
                id: id, call: call?.id ?? question.call, mode: question.mode, transferor: question.transferor,
                transferorChannel: question.transferorChannel, client: nil, target: question.target,
                operator: commanded.removeValue(forKey: question.transferorChannel), began: moment)
            if question.mode == .blind, call?[question.channel]?.kind == .real {
                transfer.client = question.channel
            } else if let call {
                transfer.client = client(of: transfer, in: call)
            }
            transfer.talkBefore = transfer.client.flatMap { call?.talk(of: $0) }
            open[id] = transfer
            effects.append(.started(transfer))
        }
        open[id]?.isAlone = !question.holds
        switch question.answer {
        case .goesOn: open[id]?.told = nil
        case .told(let announcement): open[id]?.told = announcement
        case .voicemail(let mailbox) where !question.holds:
            effects += end(id) { $0.end(.completed, answered: "voicemail \(mailbox)", at: moment) }
        case .voicemail: break
        }
        return effects
    }

    /// A semi-attended REFER goes on as a blind one: the call that was transferred asks with an ID of its own.
    private func known(_ question: TransferQuestion) -> String {
        guard open[question.id] == nil, question.mode == .blind else { return question.id }
        return open.values.first { $0.client == question.channel }?.id ?? question.id
    }

    mutating func end(_ id: String, _ how: (inout Transfer) -> Void) -> [TransferEffect] {
        guard var transfer = open.removeValue(forKey: id) else { return [] }
        how(&transfer)
        return [.ended(transfer)]
    }

    /// Asterisk has ended an attended transfer. Of one made by REFER this is the first that is seen of it.
    public mutating func attended(_ event: AttendedTransfer, in call: Call, at moment: Date) -> [TransferEffect] {
        let isKnown = open.values.contains {
            $0.transferorChannel == event.transferor.name || $0.transferorChannel == event.second.name
        }
        guard event.result == "Success", !isKnown, event.transferor.id != event.second.id else { return [] }
        let transfer = Transfer(
            id: "\(event.transferor.id)-\(event.second.id)", call: call.id, mode: .attended,
            transferor: LegMark(channelName: event.transferor.name), transferorChannel: event.transferor.name,
            client: event.transferee?.id,
            // In the dialplan it has gone on to a step since.
            target: call.decisions.first { $0.channel == event.second.id }?.dialled ?? event.second.extension,
            began: moment)
        open[transfer.id] = transfer
        return [.started(transfer)]
    }

    /// Something of a call has changed, or it is over.
    public mutating func changed(_ call: Call, at moment: Date) -> [TransferEffect] {
        open.values.filter { $0.call == call.id }.sorted { $0.began < $1.began }
            .flatMap { look($0, in: call, at: moment) }
    }

    /// A call is part of another now.
    public mutating func merged(_ call: String, into other: String) {
        for (id, transfer) in open where transfer.call == call { open[id]?.call = other }
    }

    /// Takes over transfers that an earlier process began: by what it kept, else by the marks on their legs.
    ///
    /// - Parameters:
    ///   - kept: those without an outcome.
    ///   - isOver: whether the outcome is known already, by ID.
    public mutating func adopt(
        _ kept: [Transfer], calls: [Call], at moment: Date, isOver: (String) -> Bool
    ) -> [TransferEffect] {
        for transfer in kept where open[transfer.id] == nil { open[transfer.id] = transfer }
        for call in calls {
            for leg in call.live {
                // A leg that was rung for it bears its own name there, for transfers of its own.
                guard let id = leg.transfer, !isOver(id), let channel = leg.transferorChannel, channel != leg.name
                else { continue }
                guard open[id] == nil else {
                    open[id]?.transferorChannel = channel
                    continue
                }
                open[id] = Transfer(
                    id: id, call: call.id, mode: .keyed,
                    transferor: leg.transferorLeg ?? LegMark(channelName: channel), transferorChannel: channel,
                    client: nil, target: "", began: moment)
            }
        }
        let effects = calls.flatMap { changed($0, at: moment) }
        let present = Set(calls.map(\.id))
        let gone = open.values.filter { !present.contains($0.call) }.sorted { $0.began < $1.began }
        return effects + gone.flatMap { end($0.id) { $0.end(.failed, .unwatched, at: moment) } }
    }
}
