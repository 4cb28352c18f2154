/// Every name the dialplan in asterisk-conf/ and this server share, in one place.
enum DialplanName {
    /// FastAGI scripts: `agi://host/route`.
    enum Script {
        /// Where does the call go?
        static let route = "route"
        /// Somebody has answered.
        static let answered = "answered"
    }

    /// Arguments of a question, written `name=value`.
    enum Argument {
        static let entry = "entry"
        static let dialled = "dialled"
        static let channel = "channel"
        static let diverter = "diverter"
        static let diversion = "diversion"
        static let caller = "caller"
        static let callee = "callee"
        static let cursor = "cursor"
        static let result = "result"
        static let keys = "keys"
        static let cause = "cause"
        static let sip = "sip"
        static let ringing = "ringing"
        /// The channel of who transfers the call, what its leg is (``OutsideLeg/mark``; empty for phones), and whether it
        /// is still there: `1` or `0`.
        static let transferor = "transferor"
        static let leg = "leg"
        static let holds = "holds"
        /// The language the caller heard before the transfer.
        static let language = "language"
        /// ID of the transfer, after its first question.
        static let transfer = "transfer"
        /// The queue's extension, and the member whose leg this is.
        static let queue = "queue"
        static let agent = "agent"
        /// The request to call back and the attempt: `12-1`.
        static let callback = "callback"
        /// Linkedid of the call.
        static let linkedID = "linkedid"
    }

    /// Channel variables of an answer. An underscore in front has the legs inherit it.
    enum Variable {
        static let step = "SWITCHBOARD_STEP"
        static let cursor = "SWITCHBOARD_CURSOR"
        static let language = "SWITCHBOARD_LANGUAGE"
        static let lastGood = "SWITCHBOARD_LAST_GOOD"
        static let operatorLegs = "SWITCHBOARD_OPERATOR_LEGS"
        static let companyNumber = "SWITCHBOARD_COMPANY_NUMBER"
        static let emergency = "SWITCHBOARD_EMERGENCY"
        static let legs = "SWITCHBOARD_LEGS"
        static let seconds = "SWITCHBOARD_SECONDS"
        static let dialOptions = "SWITCHBOARD_DIAL_OPTIONS"
        /// Whose the outside leg is; its channel keeps it.
        static let leg = "_SWITCHBOARD_LEG"
        /// Who transfers by keying `*#` and a number: `outside`, or devices joined by `&`.
        static let keyed = "_SWITCHBOARD_KEYED"
        /// What whoever picks up hears before he is connected, and in which language.
        static let tell = "SWITCHBOARD_TELL"
        static let tellLanguage = "SWITCHBOARD_TELL_LANGUAGE"
        /// The Uniqueid of the channel that asked first in a transfer; all that rings for it inherits it.
        static let transfer = "__SWITCHBOARD_TRANSFER"
        /// The caller's language, for the time after a transfer.
        static let callerLanguage = "__SWITCHBOARD_CALLER_LANGUAGE"
        static let shownNumber = "SWITCHBOARD_SHOWN_NUMBER"
        static let shownName = "SWITCHBOARD_SHOWN_NAME"
        /// The language in which the callee is asked to accept; empty where he is not.
        static let confirm = "SWITCHBOARD_CONFIRM"
        /// Not empty: the dialplan tells who answered.
        static let report = "SWITCHBOARD_REPORT"
        /// Who is recorded, and told so before: `caller`, `callee` or nobody (``CallRecording/Party``).
        static let record = "SWITCHBOARD_RECORD"
        /// The queue's extension, which agents' legs inherit; Asterisk's name of it; and the caller's place.
        static let queue = "__SWITCHBOARD_QUEUE"
        static let queueName = "SWITCHBOARD_QUEUE_NAME"
        static let queueOrder = "QUEUE_PRIO"
        /// What tells the client who is called back from his voicemail: `confirm`, `detect`, `any`.
        static let client = "SWITCHBOARD_CLIENT"
        static let clientLanguage = "SWITCHBOARD_CLIENT_LANGUAGE"
        static let prompts = "SWITCHBOARD_PROMPTS"
        static let wait = "SWITCHBOARD_WAIT"
        static let interDigit = "SWITCHBOARD_INTER_DIGIT"
        static let plan = "SWITCHBOARD_PLAN"
        static let say = "SWITCHBOARD_SAY"
        static let mailbox = "SWITCHBOARD_MAILBOX"
        static let greeting = "SWITCHBOARD_GREETING"
        static let announcement = "SWITCHBOARD_ANNOUNCEMENT"
        static let cause = "SWITCHBOARD_CAUSE"
        /// Set last: without it the dialplan takes its failure route.
        static let answer = "SWITCHBOARD_ANSWER"

        /// The cursor of the leg at this place, from 1.
        static func member(_ place: Int) -> String { "_SWITCHBOARD_MEMBER_\(place)" }
        /// After how many seconds it begins.
        static func begin(_ place: Int) -> String { "_SWITCHBOARD_BEGIN_\(place)" }
        /// How many digits a number with this beginning has at most.
        static func growth(_ plan: Int, _ beginning: String) -> String { "SWITCHBOARD_GROWTH_\(plan)_\(beginning)" }
        /// Who forwarded the call, the last one first, from 1.
        static func diverter(_ place: Int) -> String { "_SWITCHBOARD_DIVERTER_\(place)" }
        /// The parameters of his Diversion header.
        static func diversion(_ place: Int) -> String { "_SWITCHBOARD_DIVERSION_\(place)" }
    }

    /// The endpoint of asterisk-conf/include/pjsip.conf that calls SIP addresses.
    static let sipEndpoint = "PJSIP/switchboard-sip"
    /// The folder of our prompts below each language's.
    static let prompts = "switchboard"

    /// The Local channel of a leg that is decided apart.
    static func member(_ place: Int, isLate: Bool) -> String {
        "Local/\(place)@\(isLate ? "switchboard-hunt" : "switchboard-member")"
    }

    /// The place of a leg that is decided apart, by its channel: `Local/3@switchboard-member-0000001f;1`.
    static func place(ofMember channel: String) -> Int? {
        guard channel.hasPrefix("Local/"), channel.contains("@switchboard-") else { return nil }
        return Int(channel.dropFirst("Local/".count).prefix { $0 != "@" })
    }
}
