import AsteriskBench

/// app_queue as it is, without Switchboard's dialplan: what it writes down, and what it tells.
extension BenchTests {
    static let queuePhones = (2190...2199).map { Phone(String($0)) }

    /// `+7495127XXXX` waits in switchboard-XXXX for as long as the queue of that number lets it, then hears three seconds
    /// of silence.
    static let queueDialplan = """
        [switchboard-inbound]
        exten => _+7495127XXXX,1,Answer()
         same => n,Set(wait=60)
         same => n,ExecIf($["${EXTEN:8:2}" = "28"]?Set(wait=3))
         same => n,Queue(switchboard-${EXTEN:8},,,,${wait})
         same => n,Wait(3)
         same => n,Hangup()
        [switchboard-agent]
        exten => _2XXX,1,Dial(PJSIP/${EXTEN},30)
        [bench-queue-key]
        exten => 1,1,Wait(3)
         same => n,Hangup()
        """

    /// 28XX let nobody wait longer than three seconds.
    static let queueConfiguration: String = {
        func queue(_ name: Int, _ lines: String...) -> String {
            (["[switchboard-\(name)]", "timeout=3", "retry=1", "musicclass=default"] + lines).joined(separator: "\n")
        }
        func member(_ name: Int) -> String { "member => Local/\(name)@switchboard-agent/n,0,,PJSIP/\(name)" }
        return [
            "[general]\nautofill=yes\nlog_membername_as_agent=no",
            queue(2700, member(2190)), queue(2701, member(2191), "timeout=2"), queue(2702, member(2192), "maxlen=1"),
            queue(2703, "joinempty=no"), queue(2704, "leavewhenempty=yes"),
            queue(2705, member(2193), "context=bench-queue-key"),
            queue(2706, member(2194), member(2195), "timeout=15"), queue(2707), queue(2800, member(2196)),
            queue(2710, member(2197), member(2198), "timeout=15", "context=bench-queue-key"), queue(2810, member(2199)),
        ].joined(separator: "\n\n")
    }()
}
