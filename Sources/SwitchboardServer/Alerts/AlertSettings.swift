import Alerts
import Foundation

/// How alerts are delivered.
public struct AlertSettings: Sendable {
    /// The mail server; `nil`: nothing is mailed by us.
    public var mail: MailServer?
    /// What webhooks are signed with; `nil`: they are not.
    public var webhookSecret: AlertSecret?
    /// Seconds until the second attempt.
    public var retry: TimeInterval
    /// Asterisk's folder of messages, with a folder for each context in it.
    public var voicemail: String

    /// Settings of these values.
    public init(
        mail: MailServer? = nil, webhookSecret: AlertSecret? = nil, retry: TimeInterval = 10,
        voicemail: String = "/var/spool/asterisk/voicemail"
    ) {
        self.mail = mail
        self.webhookSecret = webhookSecret
        self.retry = retry
        self.voicemail = voicemail
    }
}
