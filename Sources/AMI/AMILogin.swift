/// What is said at login.
struct AMILogin {
    var username: String
    var secret: AMISecret
    /// The classes of events to be told of; nil is all the account may read.
    var events: Set<AMIEventClass>?
}
