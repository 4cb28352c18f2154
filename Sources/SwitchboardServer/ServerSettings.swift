import AGI
import AMI

/// What `switchboard serve` runs with.
public struct ServerSettings: Sendable {
    /// Path of the database.
    public var database: String
    /// Where FastAGI listens.
    public var agi: AGIServer.Configuration
    /// The file the mailboxes are written to; `nil` leaves voicemail alone.
    public var mailboxes: String?
    /// The file the queues are written to; `nil` leaves app_queue alone.
    public var queues: String?
    /// The command that takes a line for Asterisk's console, `asterisk -rx`; `nil`: Asterisk is not told.
    public var console: String?

    /// Where AMI is; `nil`: live calls are neither followed nor transferred by command.
    public var ami: AMIClient.Configuration?
    /// Who may command calls by AMI.
    public var operators: Operators
    /// Path of the control API's socket.
    public var control: String
    /// How many days calls are remembered.
    public var historyDays: Int
    /// Where calls are recorded; `nil`: nothing keeps recordings.
    public var recordings: RecordingSettings?
    /// How alerts are delivered.
    public var alerts: AlertSettings

    /// Settings of these values.
    public init(
        database: String, agi: AGIServer.Configuration, mailboxes: String? = nil, queues: String? = nil,
        console: String? = nil,
        ami: AMIClient.Configuration? = nil, operators: Operators = Operators(), control: String? = nil,
        historyDays: Int = 400, recordings: RecordingSettings? = nil, alerts: AlertSettings = AlertSettings()
    ) {
        self.database = database
        self.agi = agi
        self.mailboxes = mailboxes
        self.queues = queues
        self.console = console
        self.ami = ami
        self.operators = operators
        self.control = control ?? database + ".control"
        self.historyDays = historyDays
        self.recordings = recordings
        self.alerts = alerts
    }

    /// Whether messages in mailboxes are mailed by us: there is a mail server, and we hear of them. Otherwise by Asterisk.
    var mailsMessages: Bool { alerts.mail != nil && ami != nil }
}
