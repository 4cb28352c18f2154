/// Every name the dialplan in asterisk-conf/ and this server share, in one place.
enum DialplanName {
    /// The FastAGI script: `agi://host/route`.
    static let script = "route"

    /// Arguments of a question, written `name=value`.
    enum Argument {
        static let entry = "entry"
        static let dialled = "dialled"
        static let cursor = "cursor"
        static let result = "result"
        static let cause = "cause"
        static let sip = "sip"
        static let ringing = "ringing"
    }

    /// Channel variables of an answer.
    enum Variable {
        static let step = "SWITCHBOARD_STEP"
        static let cursor = "SWITCHBOARD_CURSOR"
        static let language = "SWITCHBOARD_LANGUAGE"
        static let lastGood = "SWITCHBOARD_LAST_GOOD"
        static let operatorLegs = "SWITCHBOARD_OPERATOR_LEGS"
        static let emergency = "SWITCHBOARD_EMERGENCY"
        static let legs = "SWITCHBOARD_LEGS"
        static let seconds = "SWITCHBOARD_SECONDS"
        static let dialOptions = "SWITCHBOARD_DIAL_OPTIONS"
        static let busyWhenInUse = "SWITCHBOARD_BUSY_WHEN_IN_USE"
        static let shownNumber = "SWITCHBOARD_SHOWN_NUMBER"
        static let shownName = "SWITCHBOARD_SHOWN_NAME"
        static let mailbox = "SWITCHBOARD_MAILBOX"
        static let greeting = "SWITCHBOARD_GREETING"
        static let announcement = "SWITCHBOARD_ANNOUNCEMENT"
        /// Set last: without it the dialplan takes its failure route.
        static let answer = "SWITCHBOARD_ANSWER"
    }

    /// The endpoint of asterisk-conf/include/pjsip.conf that calls SIP addresses.
    static let sipEndpoint = "PJSIP/switchboard-sip"
}
