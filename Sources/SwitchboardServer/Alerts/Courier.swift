import Alerts
import Dispatch
import Foundation
import Storage

/// Carries one alert of the outbox, on threads of its own: libcurl blocks them.
struct Courier: Sendable {
    private let store: OfficeStore
    private let mail: MailDeliverer?
    private let webhooks: WebhookDeliverer

    init(store: OfficeStore, settings: AlertSettings) {
        self.store = store
        mail = settings.mail.map(MailDeliverer.init)
        webhooks = WebhookDeliverer(secret: settings.webhookSecret)
    }

    /// - Returns: why it was not delivered; `nil`: it was.
    func deliver(_ alert: AlertRecord) async -> DeliveryFailure? {
        await withCheckedContinuation { continuation in
            // A queue of its own, so that it has a thread of its own: a concurrent one's may be no more than processors
            // (libdispatch's queue.c: it targets the root queue without overcommit). How many are on their way is decided
            // by who gives them.
            DispatchQueue(label: "switchboard.alert").async {
                do throws(DeliveryFailure) {
                    switch alert.channel {
                    case .email: try self.post(alert)
                    case .webhook:
                        try self.webhooks.deliver(
                            WebhookMessage(id: alert.id, url: alert.address, body: Data(alert.payload.utf8)),
                            at: Date())
                    }
                    continuation.resume(returning: nil)
                } catch {
                    continuation.resume(returning: error)
                }
            }
        }
    }

    private func post(_ alert: AlertRecord) throws(DeliveryFailure) {
        guard let mail else { throw .temporary("there is no mail server: smtp.host is not set") }
        let parts: AlertPlan.Mail
        let file: AlertAttachment?
        do {
            parts = try ControlAPI.decoder.decode(AlertPlan.Mail.self, from: Data(alert.payload.utf8))
        } catch {
            throw .permanent("this version can't read what was to be mailed: \(error)")
        }
        do {
            file = try alert.attachment.flatMap { try store.attachment($0) }
        } catch {
            throw .temporary("\(error)")
        }
        try mail.deliver(
            MailMessage(
                id: alert.id, to: alert.address, senderName: parts.senderName, subject: parts.subject, text: parts.text,
                attachment: file.map { MailMessage.Attachment(name: $0.name, type: $0.type, body: $0.body) },
                date: alert.created))
    }
}
