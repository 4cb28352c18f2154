import AGI
import Routing

extension IncomingCall {
    /// The call a question is about; `nil` when the question does not say where it comes from.
    init?(_ environment: AGIEnvironment, table: RoutingTable) {
        guard let dialled = environment.argument(DialplanName.Argument.dialled) else { return nil }
        let caller =
            environment.argument(DialplanName.Argument.caller)
            ?? (environment.isCallerHidden ? nil : environment.callerNumber)
        let origin: Origin
        switch environment.argument(DialplanName.Argument.entry) {
        case "inbound": origin = .external
        case "internal": origin = .internal(device: environment.device)
        case "callback":
            origin = .callback(
                queue: environment.argument(DialplanName.Argument.queue) ?? "",
                language: environment.argument(DialplanName.Argument.language).flatMap {
                    LanguageCode.isValid($0) ? $0 : nil
                })
        case "consult":
            self = table.call(CallTransfer(environment, kind: .consult), to: dialled, for: caller)
            return
        case "transfer":
            self = table.call(CallTransfer(environment, kind: .blind), to: dialled, for: caller)
            return
        default: return nil
        }
        self = table.call(
            origin, to: dialled, from: caller, divertedBy: environment.argument(DialplanName.Argument.diverter),
            because: DiversionChain.Reason(redirecting: environment.argument(DialplanName.Argument.diversion)))
    }
}

extension CallTransfer {
    /// Who transfers, as a question says it. Where it doesn't, it is nobody's phone.
    fileprivate init(_ environment: AGIEnvironment, kind: Kind) {
        typealias Name = DialplanName.Argument
        let device = AGIEnvironment.device(of: environment.argument(Name.transferor) ?? "")
        let leg = environment.argument(Name.leg).flatMap(OutsideLeg.init(mark:))
        self.init(
            by: leg.map(Transferor.outside) ?? .phone(device), kind: kind,
            // A report of an answer that does not say so is not taken for a talk with the client.
            holds: environment.argument(Name.holds) != "0", clientDevice: environment.device,
            clientLanguage: environment.argument(Name.language).flatMap { LanguageCode.isValid($0) ? $0 : nil })
    }
}

extension DiversionChain.Reason {
    /// Asterisk's REDIRECTING(reason) (callerid.c, `redirecting_reason_types`).
    fileprivate init(redirecting reason: String?) {
        switch reason {
        case "cfu": self = .unconditional
        case "cfb": self = .userBusy
        case "cfnr": self = .noAnswer
        case "unavailable": self = .unavailable
        default: self = .unknown
        }
    }
}

extension AGIEnvironment {
    /// The device of the call's own channel; the one that asks may be a leg that is decided apart.
    var device: String {
        Self.device(of: argument(DialplanName.Argument.channel).flatMap { $0.isEmpty ? nil : $0 } ?? channel)
    }

    /// A channel's name without its serial: `PJSIP/101-0000002a` is a call of `PJSIP/101`
    /// (channel.c, `ast_channel_alloc`; chan_pjsip.c names channels `PJSIP/endpoint-%08x`).
    static func device(of channel: String) -> String {
        channel.lastIndex(of: "-").map { String(channel[..<$0]) } ?? channel
    }

    /// The caller asked not to be shown: callerid.h, `AST_PRES_RESTRICTED` in `agi_callingpres`.
    fileprivate var isCallerHidden: Bool {
        self["agi_callingpres"].flatMap(Int.init).map { $0 & 0x60 != 0 } ?? false
    }
}
