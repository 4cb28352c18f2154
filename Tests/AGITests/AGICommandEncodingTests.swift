import Testing

@testable import AGI

@Suite struct AGICommandEncodingTests {
    private func line(_ command: AGICommand) throws -> String {
        String(decoding: try command.encoded(), as: UTF8.self)
    }

    private func refusal(_ command: AGICommand) -> AGIEncodingError? {
        do {
            _ = try command.encoded()
            return nil
        } catch {
            return error
        }
    }

    /// What Asterisk has in its variables after this line, according to the model of its parsers.
    private func readBack(_ variables: [AGIVariable]) throws -> [AGIVariable]? {
        let bytes = try AGICommand.setVariables(variables).encoded()
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        return try AsteriskParsers.variables(setBy: bytes.dropLast())?.map {
            AGIVariable(String(decoding: $0.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
        }
    }

    @Test func `plain values read plainly on the wire`() throws {
        let variables = [AGIVariable("A", "1"), AGIVariable("B", "PJSIP/101&PJSIP/102")]
        #expect(try line(.setVariables(variables)) == "EXEC MSet \"A=1,B=PJSIP/101&PJSIP/102\"\n")
        #expect(try line(.setVariables([AGIVariable("A", #","\"#)])) == #"EXEC MSet "A=\\,\\\"\\\\""# + "\n")
        #expect(try line(.verbose(#"say "hi""#, level: 3)) == #"VERBOSE "say \"hi\"" 3"# + "\n")
        #expect(try line(.hangup) == "HANGUP\n")
    }

    static let hostile = [
        #"Bob,X=1" & <y>"#, "a)b(c[d]", "(", ")", "[", "]", #"\"#, #"\\"#, #"a\"#, #"\n"#, #"\","#, "{X}", "$",
        "$$ {X}",
        " leading", "trailing ", "  ", "\t", "a\tb", "Zoë Жуков 日本 🙂", "", "=", "==", "a=b", ",", ",,", "\"", "\"\"",
        "'", ";", "#", "a\u{0B}b\u{0C}c\u{85}d\u{2028}e", "%5C%22", String(repeating: "x", count: 300),
        String(repeating: "\"", count: 240), String(repeating: "é", count: 300),
    ]

    @Test(arguments: hostile) func `a hostile value arrives as it is, and so do its neighbours`(_ value: String) throws
    {
        for variables in [
            [AGIVariable("V", value)],
            [AGIVariable("BEFORE", "1"), AGIVariable("V", value), AGIVariable("READY", "1")],
            [AGIVariable("V", value), AGIVariable("W", value)],
        ] {
            #expect(try readBack(variables) == variables)
        }
    }

    @Test func `random hostile values arrive as they are`() throws {
        var text = HostileText(seed: 20_260_101)
        var encoded = 0
        for _ in 0..<4_000 {
            let variables = text.variables(upTo: 8, length: 24).map(AGIVariable.init)
            // `$[` and `$,[`… are made of the same pieces: a refused set proves nothing here, and is counted below.
            guard refusal(.setVariables(variables)) == nil else { continue }
            encoded += 1
            #expect(try readBack(variables) == variables)
        }
        #expect(encoded > 3_000)
    }

    @Test func `ninety variables arrive, ninety-one are refused`() throws {
        let ninety = (1...90).map { AGIVariable("V\($0)", "\($0)") }
        #expect(try readBack(ninety) == ninety)
        #expect(refusal(.setVariables(ninety + [AGIVariable("X", "")])) == .variableCount(91))
        #expect(refusal(.setVariables([])) == .variableCount(0))
    }

    @Test(arguments: ["a\nb", "\r", "a\r\nb", "\0", "end\n"])
    func `a line end or NUL is refused everywhere`(_ text: String) {
        #expect(refusal(.setVariables([AGIVariable("A", text)])) == .controlCharacter)
        #expect(refusal(.verbose(text, level: 1)) == .controlCharacter)
        #expect(refusal(.exec(application: "Playback", arguments: [text])) == .controlCharacter)
        #expect(refusal(.exec(application: "Play" + text, arguments: [])) == .invalidName)
        #expect(refusal(.setVariables([AGIVariable("A" + text, "1")])) == .invalidName)
    }

    @Test(arguments: ["${X}", "a${", "$[1+1]", "$${X}", "x$[", "${"])
    func `what AGIEXECFULL would evaluate is refused`(_ text: String) {
        #expect(refusal(.setVariables([AGIVariable("A", text)])) == .substitution)
        #expect(refusal(.exec(application: "Playback", arguments: [text])) == .substitution)
    }

    @Test func `an expression cannot be put together from two values`() throws {
        let pieces = ["$", "{X}", "[1]", "(", "\\"]
        for first in pieces {
            for second in pieces {
                let text = try line(.setVariables([AGIVariable("A", first), AGIVariable("B", second)]))
                #expect(!text.contains("${") && !text.contains("$["))
            }
        }
    }

    @Test(arguments: ["", "1A", "A B", "A=", "A,B", "A-B", "CALLERID(name)", "É", "A\"", "A\\"])
    func `a name is a word`(_ name: String) {
        #expect(refusal(.setVariables([AGIVariable(name, "1")])) == .invalidName)
        #expect(refusal(.exec(application: name, arguments: [])) == .invalidName)
    }

    @Test func `inherited variables are allowed`() throws {
        let variables = [AGIVariable("__SWITCHBOARD_CURSOR", "1"), AGIVariable("_a9", "2")]
        #expect(try readBack(variables) == variables)
    }

    @Test func `a line may have 2,000 bytes and no byte more`() throws {
        let frame = "EXEC MSet \"A=\"\n".utf8.count
        let fits = String(repeating: "x", count: 2_000 - frame)
        #expect(try AGICommand.setVariables([AGIVariable("A", fits)]).encoded().count == 2_000)
        #expect(refusal(.setVariables([AGIVariable("A", fits + "x")])) == .tooLong)
        // What counts is the line, after escaping: four bytes for each quote.
        #expect(refusal(.setVariables([AGIVariable("A", String(repeating: "\"", count: 500))])) == .tooLong)
        #expect(refusal(.verbose(String(repeating: "x", count: 2_000), level: 1)) == .tooLong)
    }

    @Test func `arguments of an application are joined by commas`() throws {
        #expect(
            try line(.exec(application: "Dial", arguments: ["PJSIP/101&PJSIP/102", "20", "b(c^s^1)tg"]))
                == "EXEC Dial \"PJSIP/101&PJSIP/102,20,b(c^s^1)tg\"\n")
        #expect(try line(.exec(application: "Read", arguments: ["D", "", "3"])) == "EXEC Read \"D,,3\"\n")
        #expect(try line(.exec(application: "Answer", arguments: [])) == "EXEC Answer \"\"\n")
        #expect(try line(.exec(application: "Log", arguments: ["f(a,b)[c,d]"])) == "EXEC Log \"f(a,b)[c,d]\"\n")
    }

    @Test(arguments: ["a,b", "a\"b", "a\\b", "(", ")", "a)b(c", "[", "]", "f(a", "([)],"])
    func `an argument that could be read in two ways is refused`(_ argument: String) {
        #expect(refusal(.exec(application: "Playback", arguments: [argument])) == .ambiguousArgument)
    }
}
