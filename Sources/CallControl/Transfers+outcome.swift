import Foundation

extension Transfers {
    /// Whether a transfer has come to its end, by who talks with whom.
    mutating func look(_ transfer: Transfer, in call: Call, at moment: Date) -> [TransferEffect] {
        guard let client = (transfer.client ?? client(of: transfer, in: call)).flatMap({ call[$0] }) else {
            return call.ended == nil ? [] : end(transfer.id) { $0.end(.failed, .unwatched, at: moment) }
        }
        guard client.isLive else {
            let told = transfer.isAlone ? transfer.told.map(Transfer.Reason.told) : nil
            let hungUp = client.hangup?.isEstimated == true ? Transfer.Reason.unwatched : .clientHungUp
            return end(transfer.id) { $0.end(.failed, told ?? hungUp, at: moment) }
        }
        guard let talk = call.talk(of: client.id), talk.began != transfer.talkBefore?.began else { return [] }
        let partners = call.talkPartners(of: client.id)
        if partners.contains(where: { $0.name == transfer.transferorChannel }) {
            // With others, too: they are three.
            guard partners.count == 1 else { return [] }
            return end(transfer.id) { $0.end(.returned, $0.told.map(Transfer.Reason.told) ?? .cancelled, at: moment) }
        }
        guard let partner = partners.first else { return [] }
        let isTransferor = partner.mark == transfer.transferor && partner.transfer == transfer.id
        return end(transfer.id) {
            $0.end(
                isTransferor ? .returned : .completed, isTransferor ? .rungAgain : nil, answered: partner.mark.text,
                at: moment)
        }
    }

    /// The client: with whom the transferor talked last; where nobody saw that, whoever else is there and was not rung for
    /// this transfer.
    func client(of transfer: Transfer, in call: Call) -> String? {
        let transferor = call.channels.last { $0.name == transfer.transferorChannel }
        if let transferor {
            let partners = call.talks.filter { $0.has(transferor.id) && $0.channels.count == 2 }
                .compactMap { talk in talk.channels.first { $0 != transferor.id } }
            if let client = partners.last(where: { call[$0]?.transfer != transfer.id }) { return client }
        }
        return call.liveReal.first { $0.id != transferor?.id && $0.dial == nil }?.id
            ?? call.liveReal.first { $0.id != transferor?.id && $0.transfer != transfer.id }?.id
    }
}
