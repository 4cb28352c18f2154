import Foundation
import Storage
import Testing

@Suite struct GroupMemoryTests {
    typealias Group = GroupMemoryRecord.Group
    typealias Member = GroupMemoryRecord.Member

    let folder: TemporaryFolder
    let store: OfficeStore
    let noon = Date(timeIntervalSince1970: 1_790_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @Test func newStoreRemembersNothing() throws {
        #expect(try store.groupMemory() == GroupMemoryRecord(groups: [:]))
    }

    @Test("calls are counted for each member of each group, and the last one stays")
    func answered() throws {
        try store.groupAnswered("sales", member: "user/101", at: noon)
        try store.groupAnswered("sales", member: "user/102", at: noon + 1)
        try store.groupAnswered("sales", member: "user/101", at: noon + 2)
        try store.groupAnswered("support", member: "user/101", at: noon + 3)
        let expected = GroupMemoryRecord(groups: [
            "sales": Group(members: [
                "user/101": Member(calls: 2, last: noon + 2), "user/102": Member(calls: 1, last: noon + 1),
            ]),
            "support": Group(members: ["user/101": Member(calls: 1, last: noon + 3)]),
        ])
        #expect(try store.groupMemory() == expected)
        #expect(try folder.open(.readOnly).groupMemory() == expected, "after a restart")
    }

    @Test("who rang last, whether or not somebody answered")
    func rang() throws {
        try store.groupRang("sales", member: "user/101")
        try store.groupRang("support", member: "user/103")
        try store.groupRang("sales", member: "user/102")
        try store.groupAnswered("support", member: "user/101", at: noon)
        #expect(
            try folder.open().groupMemory().groups == [
                "sales": Group(turn: "user/102"),
                "support": Group(members: ["user/101": Member(calls: 1, last: noon)], turn: "user/103"),
            ])
    }

    @Test(
        "groups that are gone are forgotten",
        arguments: [
            (["a", "b", "c"], ["a", "b", "c"]), (["a", "new"], ["a"]), (["b"], ["b"]), (["c"], ["c"]), ([], []),
            (["A"], []),
        ] as [(Set<String>, Set<String>)])
    func forgotten(kept: Set<String>, left: Set<String>) throws {
        try store.groupAnswered("a", member: "user/101", at: noon)
        try store.groupRang("a", member: "user/101")
        try store.groupAnswered("b", member: "user/101", at: noon)
        try store.groupRang("c", member: "user/101")
        let before = try store.groupMemory().groups
        try store.forgetGroups(except: kept)
        #expect(try store.groupMemory().groups == before.filter { left.contains($0.key) })
    }

    @Test("more groups than SQLite takes parameters")
    func manyGroups() throws {
        try store.groupRang("1", member: "user/101")
        try store.groupRang("gone", member: "user/101")
        try store.forgetGroups(except: Set((0..<40_000).map(String.init)))
        #expect(try store.groupMemory().groups == ["1": Group(turn: "user/101")])
    }

    @Test(
        "texts come back as they were",
        arguments: [
            "", "'; DROP TABLE group_turn; --", "\"", "' OR '1'='1", "%", "?", "\\", "\u{1}\r\n", "Ольга 📞",
            "e\u{301}", String(repeating: "g", count: 10_000),
        ])
    func texts(_ text: String) throws {
        try store.groupRang(text, member: text)
        try store.groupAnswered(text, member: text, at: noon)
        try store.groupAnswered("other", member: text, at: noon)
        let groups = try store.groupMemory().groups
        #expect(
            groups == [
                text: Group(members: [text: Member(calls: 1, last: noon)], turn: text),
                "other": Group(members: [text: Member(calls: 1, last: noon)]),
            ])
        let bytes = groups[text].map { [$0.members.keys.first, $0.turn].map { $0.map { Array($0.utf8) } } }
        #expect(bytes == [Array(text.utf8), Array(text.utf8)])
        try store.forgetGroups(except: ["other"])
        #expect(try store.groupMemory().groups.keys.sorted() == ["other"])
    }

    @Test("a text with a NUL is refused, not taken for its beginning")
    func nul() throws {
        let expected = StorageError.failed(
            path: folder.database, reason: "a text with the character NUL can't be stored or looked for")
        #expect(throws: expected) { try store.groupRang("a\0", member: "user/101") }
        #expect(throws: expected) { try store.groupRang("a", member: "user/101\0x") }
        #expect(throws: expected) { try store.groupAnswered("a\0", member: "user/101", at: noon) }
        #expect(throws: expected) { try store.groupAnswered("a", member: "user/101\0x", at: noon) }
        #expect(try store.groupMemory().groups.isEmpty)
        try store.groupRang("a", member: "user/101")
        try store.forgetGroups(except: ["a\0"])
        #expect(try store.groupMemory().groups.isEmpty)
    }

    // To SQLite two names, to Swift one: a dictionary made of them must not trap.
    @Test("names that differ in Unicode's normal form only")
    func normalForms() throws {
        for name in ["\u{E9}", "e\u{301}"] {
            try store.groupRang(name, member: "user/101")
            try store.groupAnswered(name, member: name, at: noon)
        }
        #expect(
            try store.groupMemory().groups == [
                "\u{E9}": Group(members: ["\u{E9}": Member(calls: 1, last: noon)], turn: "user/101")
            ])
        try store.forgetGroups(except: [])
        #expect(try store.groupMemory().groups.isEmpty)
    }

    @Test("two stores on one file count every call")
    func twoStores() async throws {
        let others = [try folder.open(), try folder.open()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for other in others {
                group.addTask {
                    for number in 0..<50 {
                        try other.groupAnswered("sales", member: "user/101", at: noon)
                        try other.groupRang("sales", member: "user/\(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        for other in others {
            #expect(
                try other.groupMemory().groups["sales"]?.members == ["user/101": Member(calls: 100, last: noon)])
        }
        try others[0].forgetGroups(except: [])
        #expect(try others[1].groupMemory().groups.isEmpty)
    }

    @Test func readOnlyCannotWrite() throws {
        let reader = try folder.open(.readOnly)
        let expected = StorageError.notWritable(path: folder.database)
        #expect(throws: expected) { try reader.groupRang("a", member: "user/101") }
        #expect(throws: expected) { try reader.groupAnswered("a", member: "user/101", at: noon) }
        try store.groupRang("a", member: "user/101")
        #expect(throws: expected) { try reader.forgetGroups(except: []) }
        #expect(try reader.groupMemory().groups == ["a": Group(turn: "user/101")])
    }
}
