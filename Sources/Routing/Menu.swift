/// An auto-attendant menu.
public struct Menu: Sendable, Hashable, Codable {
    /// One key and where it leads.
    public struct Key: Sendable, Hashable, Codable {
        /// `0` to `9`, `*` or `#`.
        public var key: String
        /// Where it leads.
        public var to: Destination

        /// A key of these values.
        public init(key: String, to: Destination) {
            self.key = key
            self.to = to
        }
    }

    /// A pause after which a caller is through: long enough for slow fingers, short enough for `1` alone.
    public static let defaultInterDigit = Seconds(2)

    /// Its name in destinations.
    public var name: String
    /// The prompt that is played.
    public var greeting: String
    /// Which extensions may be dialled at any time.
    public var extensions: DialableExtensions
    /// The keys, in the order of the file.
    public var keys: [Key]
    /// How long a caller may think.
    public var wait: Seconds
    /// How long more digits are waited for where the keyed ones may be all; `nil`: ``defaultInterDigit``.
    public var interDigit: Seconds?
    /// How often he is asked.
    public var attempts: Int
    /// Where a caller goes who keyed nothing.
    public var silence: Destination
    /// Where a caller goes who was still wrong after the attempts.
    public var mistake: Destination

    /// A menu of these values, unchecked.
    public init(
        name: String, greeting: String, extensions: DialableExtensions, keys: [Key], wait: Seconds,
        interDigit: Seconds? = nil, attempts: Int, silence: Destination, mistake: Destination
    ) {
        self.name = name
        self.greeting = greeting
        self.extensions = extensions
        self.keys = keys
        self.wait = wait
        self.interDigit = interDigit
        self.attempts = attempts
        self.silence = silence
        self.mistake = mistake
    }
}
