/// A trunk of the PBX: an endpoint to the world, which knows it by the domain in From.
public struct Trunk: Sendable {
    /// The endpoint.
    public let name: String
    /// Further lines for its endpoint in pjsip.conf.
    public let settings: [String]

    /// - Parameters:
    ///   - name: the endpoint.
    ///   - settings: lines such as `set_var=SWITCHBOARD_AGI=agi://127.0.0.1:9`.
    public init(_ name: String, settings: [String] = []) {
        self.name = name
        self.settings = settings
    }

    /// What From's domain is on calls to this trunk.
    static let domainSuffix = ".trunk.invalid"
    /// Tells calls from this trunk: everybody has the same address here.
    static let header = "X-Bench-Trunk"
}
