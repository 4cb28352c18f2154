import Testing

/// The model itself, on cases worked out by hand from the C source.
@Suite struct AsteriskParsersTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [
        (#"EXEC MSet "A=1,B=2""#, ["EXEC", "MSet", "A=1,B=2"]),
        (#"EXEC MSet A=1 2"#, ["EXEC", "MSet", "A=1", "2"]),
        (#"X "a b" "c\"d\\e""#, ["X", "a b", #"c"d\e"#]),
        (#"X a\ b"#, ["X", "a b"]),
        (#"X a"b c"d"#, ["X", "ab cd"]),
        (#"X """#, ["X", ""]),
        ("  X\t\ty ", ["X", "y"]),
    ])
    func `res_agi splits a line`(_ line: String, _ expected: [String]) {
        #expect(AsteriskParsers.agiArguments(Array(line.utf8)).map(text) == expected)
    }

    @Test(arguments: [
        ("a,b", ["a", "b"]), ("a,", ["a", ""]), (",a", ["", "a"]), ("", []),
        ("f(a,b),c", ["f(a,b)", "c"]), ("f(a,b", ["f(a,b"]), ("a),b", ["a)", "b"]), ("x[1,2],y", ["x[1,2]", "y"]),
        (#""a,b",c"#, ["a,b", "c"]), (#"a\,b,c"#, ["a,b", "c"]), (#"a\\,b"#, [#"a\"#, "b"]),
        (#"\(a,b"#, ["(a", "b"]), (#"\"a,b"#, [#""a"#, "b"]),
        // The fourth is the last of limit 4 and stays as it is.
        (#"1,2,3,\4,"5""#, ["1", "2", "3", #"\4,"5""#]),
    ])
    func `app splits arguments`(_ data: String, _ expected: [String]) throws {
        let parts = try AsteriskParsers.separate(Array(data.utf8), at: UInt8(ascii: ","), limit: 4)
        #expect(parts.map(text) == expected)
    }

    @Test func `a backslash at the end reads too far`() {
        #expect(throws: AsteriskParsers.Overread.self) {
            try AsteriskParsers.separate(Array(#"a\"#.utf8), at: UInt8(ascii: ","), limit: 9)
        }
    }

    @Test func `without escaping, a name sets a variable of its own`() throws {
        let set = try AsteriskParsers.setVariables(Array("CALLER=Bob,X=1\" & <y>".utf8))
        #expect(set.map { text($0.name) } == ["CALLER", "X"])
        #expect(set.map { text($0.value) } == ["Bob", "1 & <y>"])
    }

    @Test func `a value is unescaped once, after the comma and not after the equals sign`() throws {
        let set = try AsteriskParsers.setVariables(Array(#"A=\\\\,B=x=\"y"#.utf8))
        #expect(set.map { text($0.value) } == [#"\\"#, #"x="y"#])
    }
}
