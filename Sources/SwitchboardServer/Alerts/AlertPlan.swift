import Crypto
import Foundation
import Routing
import Storage

/// What is told to whom: from a fact and the office to entries of the outbox. It does nothing by itself.
struct AlertPlan {
    /// The office.
    let table: RoutingTable
    /// Whether there is a mail server: without one nothing is mailed.
    let canMail: Bool

    /// What an e-mail keeps in the outbox.
    struct Mail: Codable, Hashable {
        var subject: String
        var text: String
        var senderName: String
    }

    /// The body of a webhook.
    private struct Body<Details: Encodable>: Encodable {
        let id: String
        let kind: AlertFact.Kind
        let office: String
        let at: Date
        let details: Details
    }

    /// An entry for each address, and the files they name.
    func alerts(for fact: AlertFact) throws -> (alerts: [AlertRecord], attachments: [AlertAttachment]) {
        var attachments: [AlertAttachment] = []
        if case .voicemailLeft(let message) = fact, let recording = message.recording {
            attachments = [
                AlertAttachment(
                    id: "voicemail-\(Self.digest(fact.key))", name: recording.name, type: recording.type,
                    body: recording.body)
            ]
        }
        let text = AlertText(fact, table: table)
        var alerts: [AlertRecord] = []
        for (channel, address) in addresses(of: fact) {
            let id = "\(fact.kind.rawValue)-\(Self.digest(fact.key, channel.rawValue, address))"
            let payload =
                switch channel {
                case .email:
                    Mail(subject: text.subject, text: text.body, senderName: table.settings.name)
                        as any Encodable
                case .webhook: body(id, fact) as any Encodable
                }
            var alert = AlertRecord(
                id: id, kind: fact.kind.rawValue, channel: channel, address: address,
                payload: String(decoding: try ControlAPI.encoder.encode(payload), as: UTF8.self), created: fact.moment)
            if channel == .email { alert.attachment = attachments.first?.id }
            alerts.append(alert)
        }
        return (alerts, attachments.filter { file in alerts.contains { $0.attachment == file.id } })
    }

    /// Each address once, whatever it stands at.
    private func addresses(of fact: AlertFact) -> [(AlertRecord.Channel, String)] {
        var seen: Set<[String]> = []
        return targets(of: fact).flatMap { target -> [(AlertRecord.Channel, String)] in
            [(AlertRecord.Channel.email, canMail ? target.email : nil), (.webhook, target.webhook)].compactMap {
                channel, address in address.map { (channel, $0) }
            }
        }.filter { seen.insert([$0.0.rawValue, $0.1]).inserted }
    }

    private func targets(of fact: AlertFact) -> [AlertAddresses] {
        switch fact {
        case .callbackRequested(let fact), .callbackFailed(let fact):
            return [table.addresses(ofCallbacksOf: fact.queue)].compactMap(\.self)
        case .missedCall(let fact):
            return fact.missedBy.compactMap { Destination($0).flatMap(table.addresses(ofMissed:)) }
        case .voicemailLeft(let fact):
            guard let user = table.user(fact.mailbox) else { return [] }
            return [user.voicemail.map { AlertAddresses(email: $0.email) }, user.notify].compactMap(\.self)
        case .trunkDown, .trunkUp, .recordingQuota: return [table.settings.notify].compactMap(\.self)
        }
    }

    private func body(_ id: String, _ fact: AlertFact) -> any Encodable {
        func body(_ details: some Encodable) -> any Encodable {
            Body(id: id, kind: fact.kind, office: table.settings.name, at: fact.moment, details: details)
        }
        return switch fact {
        case .callbackRequested(let fact), .callbackFailed(let fact): body(fact)
        case .missedCall(let fact): body(fact)
        case .voicemailLeft(let fact): body(fact)
        case .trunkDown(let fact), .trunkUp(let fact): body(fact)
        case .recordingQuota(let fact): body(fact)
        }
    }

    /// 128 bits that stand for these texts: what callers chose is not in an ID.
    private static func digest(_ texts: String...) -> String {
        SHA256.hash(data: Data(texts.joined(separator: "\0").utf8)).prefix(16).map { String(format: "%02x", $0) }
            .joined()
    }
}
