import AGI

/// What `switchboard serve` runs with.
public struct ServerSettings: Sendable {
    /// Path of the database.
    public var database: String
    /// Where FastAGI listens.
    public var agi: AGIServer.Configuration
    /// The file the mailboxes are written to; `nil` leaves voicemail alone.
    public var mailboxes: String?
    /// The command that takes a line for Asterisk's console, `asterisk -rx`; `nil`: Asterisk is not told.
    public var console: String?

    /// Settings of these values.
    public init(database: String, agi: AGIServer.Configuration, mailboxes: String? = nil, console: String? = nil) {
        self.database = database
        self.agi = agi
        self.mailboxes = mailboxes
        self.console = console
    }
}
