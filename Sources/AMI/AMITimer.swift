/// What is waited for.
enum AMITimer: Hashable {
    /// The next step of the login; then, any sign of life.
    case connection
    /// The reply to this action.
    case action(Int)
}
