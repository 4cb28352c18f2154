import Routing
import Testing

/// Whatever is dialled: nothing traps, and a request written as GSM writes it is read as the same request.
@Suite("phone codes at random") struct PhoneCodeFuzzTests {
    /// Lots of their own for each seed, the same in every run.
    private struct Lots: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            // Knuth's MMIX; its low bits are poor.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 32)
        }
    }

    private static let keys = Array("0123456789*#+")
    private static let hostile = Array("0123456789*#+ab;,&\"\\${}%\n\r\0\u{301}٢２é🎺")
    private static let pieces = [
        "*", "#", "**", "##", "*#", "21", "61", "62", "67", "002", "004", "43", "72", "98", "89035550001", "+7", "11",
        "10", "20", "600", "0",
    ]

    @Test("any text is read without a trap, and requests are read again as themselves", arguments: 0..<8)
    func anything(seed: UInt64) {
        var lots = Lots(state: seed)
        var requests = 0
        for _ in 0..<20_000 {
            let text = Self.text(using: &lots)
            let reading = PhoneCodes.standard.reading(of: text)
            switch reading {
            case .notACode: #expect(text.first != "*" && text.first != "#", "\(text.debugDescription)")
            case .unknown, .malformed: #expect(text.first == "*" || text.first == "#", "\(text.debugDescription)")
            case .request(let request):
                requests += 1
                #expect(text.allSatisfy { Self.keys.contains($0) }, "\(text.debugDescription)")
                #expect(PhoneCodes.standard.reading(of: Self.dialled(request)) == reading, "\(text.debugDescription)")
            }
        }
        #expect(requests > 100, "the lots make codes, too")
    }

    @Test("any request can be dialled", arguments: 0..<4)
    func requests(seed: UInt64) {
        var lots = Lots(state: seed)
        for _ in 0..<5_000 {
            let request = Self.request(using: &lots)
            #expect(PhoneCodes.standard.reading(of: Self.dialled(request)) == .request(request))
        }
    }

    private static func text(using lots: inout Lots) -> String {
        switch Int.random(in: 0..<4, using: &lots) {
        case 0:
            String((0..<Int.random(in: 0...50, using: &lots)).compactMap { _ in hostile.randomElement(using: &lots) })
        case 1: String((0..<Int.random(in: 0...30, using: &lots)).compactMap { _ in keys.randomElement(using: &lots) })
        case 2:
            (0..<Int.random(in: 0...8, using: &lots)).compactMap { _ in pieces.randomElement(using: &lots) }.joined()
        default:
            // A good code with one character changed.
            changed(dialled(request(using: &lots)), using: &lots)
        }
    }

    private static func changed(_ text: String, using lots: inout Lots) -> String {
        var characters = Array(text)
        guard let place = characters.indices.randomElement(using: &lots), let key = keys.randomElement(using: &lots)
        else { return text }
        switch Int.random(in: 0..<3, using: &lots) {
        case 0: characters[place] = key
        case 1: characters.insert(key, at: place)
        default: characters.remove(at: place)
        }
        return String(characters)
    }

    private static func request(using lots: inout Lots) -> PhoneCodeRequest {
        let selections: [ForwardingSelection] = [
            .one(.always), .one(.busy), .one(.noAnswer), .one(.unreachable), .all, .conditional,
        ]
        let selection = selections.randomElement(using: &lots) ?? .all
        let digits = (0..<Int.random(in: 1...20, using: &lots)).map { _ in
            String(Int.random(in: 0...9, using: &lots))
        }
        let number = (Bool.random(using: &lots) ? "+" : "") + digits.joined()
        let after = Bool.random(using: &lots) ? Seconds(Int.random(in: 1...600, using: &lots)) : nil
        let requests: [PhoneCodeRequest] = [
            .registerForward(
                selection, number: number, after: selection.conditions.contains(.noAnswer) ? after : nil),
            .registerForward(.noAnswerAndUnreachable, number: number, after: nil), .askNumber(.one(.busy)),
            .activateForward(selection), .deactivateForward(selection), .eraseForward(selection),
            .interrogateForward(selection), .setCallWaiting(true), .setCallWaiting(false), .interrogateCallWaiting,
            .voicemail, .agent(.login, queue: number), .agent(.logout, queue: nil), .agent(.pause, queue: nil),
            .agent(.resume, queue: number), .interrogateAgent(queue: number), .interrogateAgent(queue: nil),
        ]
        return requests.randomElement(using: &lots) ?? .voicemail
    }

    /// As GSM and FreePBX users write it (3GPP TS 22.030 annex B).
    private static func dialled(_ request: PhoneCodeRequest) -> String {
        func service(_ selection: ForwardingSelection) -> String {
            switch selection {
            case .one(.always): "21"
            case .one(.busy): "67"
            case .one(.noAnswer): "61"
            case .one(.unreachable): "62"
            case .all: "002"
            case .conditional: "004"
            case .noAnswerAndUnreachable: ""
            }
        }
        return switch request {
        case .registerForward(.noAnswerAndUnreachable, let number, _): "*52\(number)"
        case .registerForward(let selection, let number, let after):
            "**\(service(selection))*\(number)\(after.map { "**\($0.count)" } ?? "")#"
        case .askNumber(.one(.always)): "*72"
        case .askNumber(.one(.busy)): "*90"
        case .askNumber: "*52"
        case .activateForward(let selection): "*\(service(selection))#"
        case .deactivateForward(let selection): "#\(service(selection))#"
        case .eraseForward(.noAnswerAndUnreachable): "*53"
        case .eraseForward(let selection): "##\(service(selection))#"
        case .interrogateForward(let selection): "*#\(service(selection))#"
        case .setCallWaiting(let on): on ? "*43#" : "#43#"
        case .interrogateCallWaiting: "*#43#"
        case .agent(.login, let queue): "*45\(queue.map { "*\($0)" } ?? "")#"
        case .agent(.logout, let queue): "#45\(queue.map { "*\($0)" } ?? "")#"
        case .agent(.pause, let queue): "*46\(queue.map { "*\($0)" } ?? "")#"
        case .agent(.resume, let queue): "#46\(queue.map { "*\($0)" } ?? "")#"
        case .interrogateAgent(let queue): "*#45\(queue.map { "*\($0)" } ?? "")#"
        case .voicemail: "*98"
        }
    }
}
