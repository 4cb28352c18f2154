import Foundation

/// An e-mail to one address. Whatever a caller chose may stand in its subject and text.
public struct MailMessage: Sendable, Hashable {
    /// A file that goes along.
    public struct Attachment: Sendable, Hashable {
        /// Its name for the reader: letters, digits, `.`, `-`, `_`; everything else becomes `_`.
        public var name: String
        /// Its media type, `audio/wav`.
        public var type: String
        /// What is in it.
        public var body: Data

        /// A file of these values.
        public init(name: String, type: String, body: Data) {
            self.name = name
            self.type = type
            self.body = body
        }
    }

    /// Names the message: the same text sent again has the same Message-ID. Letters, digits, `.`, `-`, `_`.
    public var id: String
    /// The addressee: one ASCII address without a name.
    public var to: String
    /// Shown as the sender's name.
    public var senderName: String
    /// One line; longer than 200 characters it is cut.
    public var subject: String
    /// The text, lines separated by LF.
    public var text: String
    /// What goes along; `nil`: nothing.
    public var attachment: Attachment?
    /// When what it tells happened: the Date header.
    public var date: Date

    /// A message of these values.
    public init(
        id: String, to: String, senderName: String, subject: String, text: String, attachment: Attachment? = nil,
        date: Date
    ) {
        self.id = id
        self.to = to
        self.senderName = senderName
        self.subject = subject
        self.text = text
        self.attachment = attachment
        self.date = date
    }
}
