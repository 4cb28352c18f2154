/// What holds for the office as a whole: the key `office` of the office file.
public struct OfficeSettings: Sendable, Hashable, Codable {
    /// The company's name.
    public var name: String
    /// ISO 3166-1 alpha-2: how national numbers are read.
    public var country: String
    /// IANA zone of every time in the file, `Europe/Moscow`.
    public var timezone: String
    /// Language of prompts unless a number or user says otherwise, `ru`.
    public var language: String
    /// The attendant: where `operator` leads.
    public var `operator`: Destination
    /// Whom to tell of trunks that are down and of a disk that fills up.
    public var notify: AlertAddresses?

    /// Settings of these values, unchecked.
    public init(
        name: String, country: String, timezone: String, language: String, operator: Destination,
        notify: AlertAddresses? = nil
    ) {
        self.name = name
        self.country = country
        self.timezone = timezone
        self.language = language
        self.operator = `operator`
        self.notify = notify
    }
}
