/// Names of the prompts that decisions play, as they are in asterisk-conf/sounds/prompts.txt.
enum Prompt {
    static let invalidChoice = "invalid-choice"
    static let enterNumber = "enter-number"
    static let changeFailed = "change-failed"
    static let erased = "erased"
    static let isOn = "is-on"
    static let isOff = "is-off"
    static let isNotSet = "is-not-set"
    static let callWaiting = "call-waiting"
    static let toNumber = "to-number"
    static let toExtension = "to-extension"
    static let toVoicemail = "to-voicemail"
    static let toOperator = "to-operator"
    static let toMobile = "to-mobile"
    static let toAnother = "to-another"
    static let after = "after-seconds-before"
    static let seconds = "seconds"
    static let numberNotAllowed = "number-not-allowed"
    static let numberInvalid = "number-invalid"
    static let ownNumber = "own-number"
    static let codeUnknown = "code-unknown"
    static let codeMalformed = "code-malformed"
    static let notYourPhone = "not-your-phone"
    static let noMailbox = "no-mailbox"
    static let scheduleOpen = "schedule-open"
    static let scheduleClosed = "schedule-closed"
    static let scheduleNormal = "schedule-normal"
    static let notPermitted = "not-permitted"
    static let callbackNoted = "callback-noted"
    static let callbackNotPossible = "callback-not-possible"
    static let callbackCancelled = "callback-cancelled"
    static let callbackFailed = "callback-failed"
    static let callbackFor = "callback-for"
    static let transferredCall = "transferred-call"
    static let callRecorded = "call-recorded"
    static let notAnAgent = "not-an-agent"

    /// What an agent is told of his state in a queue, whose extension follows.
    static func agent(_ state: AgentState) -> String {
        switch state {
        case .available: "agent-in"
        case .paused: "agent-paused"
        case .loggedOut: "agent-out"
        }
    }

    /// What a forward is called.
    static func forward(_ condition: ForwardingCondition) -> String {
        switch condition {
        case .always: "forward-always"
        case .busy: "forward-busy"
        case .noAnswer: "forward-no-answer"
        case .unreachable: "forward-unreachable"
        }
    }
}
