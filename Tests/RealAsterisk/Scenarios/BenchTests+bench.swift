import AsteriskBench

extension BenchTests {
    /// Numbers: each test has its own, so that all run at once.
    private static let phones = [
        "2101", "2102", "2103", "2104", "2105", "2106", "2107", "2108", "2121", "2131", "2132", "2133", "2141", "2151",
        "2152", "2153", "2154",
    ]

    /// The PBX of these tests.
    static let bench = Task {
        try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: phones.map { Phone($0) } + transferPhones + [
                    Phone("2110", contact: .none), Phone("2111", contact: .registered),
                ],
                trunks: [Trunk("main"), leakyTrunk])
            configuration.files["extensions.conf"] =
                [
                    callDialplan, promptDialplan, digitDialplan, confirmationDialplan, leakDialplan, orderDialplan,
                    transferDialplan,
                ]
                .joined(separator: "\n")
            return configuration
        }
    }

    private static let callDialplan = """
        [switchboard-inbound]
        exten => _+7495123XXXX,1,NoOp()
         same => n,Dial(PJSIP/${EXTEN:8},15)
         same => n,Hangup(${HANGUPCAUSE})
        exten => _+7495124XXXX,1,Dial(PJSIP/7916000${EXTEN:8}@main,30)
         same => n,Hangup(${HANGUPCAUSE})
        exten => ringback,1,Answer()
         same => n,PlayTones(ring)
         same => n,Wait(3)
        exten => everybody,1,Dial(PJSIP/2131&PJSIP/2132&PJSIP/2133,15)
        [switchboard-internal]
        exten => _2XXX,1,Dial(PJSIP/${EXTEN},15)
         same => n,Hangup(${HANGUPCAUSE})
        exten => _[*#].,1,Set(CALLERID(name)=dialled ${EXTEN})
         same => n,Dial(PJSIP/2141,5)
        """
}
