import Foundation
import Testing

@testable import Routing

/// When a menu stops waiting for more digits: against every number that could be keyed.
@Suite("digits that may be followed by more") struct DigitGrowthTests {
    /// An office with these extensions and keys, and what its menu waits for.
    private static func growth(extensions: Set<String>, keys: Set<String>, dialable: DialableExtensions = .all) throws
        -> DigitGrowth
    {
        let menu = Menu(
            name: "m", greeting: "g", extensions: dialable, keys: keys.map { Menu.Key(key: $0, to: .operator) },
            wait: Seconds(5), attempts: 1, silence: .operator, mistake: .operator)
        let operatorNumber = "0000000000"
        let users = extensions.union([operatorNumber]).map { User(extension: $0, name: "U", phone: "PJSIP/\($0)") }
        let office = Office(
            settings: OfficeSettings(
                name: "Test", country: "RU", timezone: "Europe/Moscow", language: "ru", operator: .user(operatorNumber)),
            users: users, menus: [menu],
            numbers: [InboundNumber(number: "+74951234567", rules: [NumberRule(to: .menu("m"))])])
        let numbering = TestOffice.numbering
        let table = RoutingTable(try CheckedOffice(office, numbering: numbering), revision: 1, numbering: numbering)
        let call = table.call(.external, to: "+74951234567", from: nil)
        let decision = table.next(call, at: TestOffice.moment("2026-11-21T12:00"))
        guard case .collect(let collect) = decision.step else {
            Issue.record("\(decision.step)")
            return DigitGrowth(id: 0, longest: [:])
        }
        return collect.growth
    }

    /// The numbers themselves, all their beginnings, and each of them with one digit more.
    private static func keyed(_ numbers: Set<String>) -> Set<String> {
        var keyed: Set<String> = []
        for number in numbers {
            for length in 1...number.count {
                let beginning = String(number.prefix(length))
                keyed.insert(beginning)
                keyed.formUnion((0...9).map { beginning + String($0) })
            }
        }
        return keyed
    }

    @Test(
        "random numbers: what may grow is waited for, what is complete is not", arguments: 1...60 as ClosedRange<UInt64>
    )
    func property(seed: UInt64) throws {
        var lots = SplitMix64(seed: seed)
        var extensions: Set<String> = []
        // Few and many; alike and not: short digit sets make common beginnings.
        let digits = Int.random(in: 2...10, using: &lots)
        let longest = Int.random(in: 2...10, using: &lots)
        for _ in 0..<Int.random(in: 1...(seed.isMultiple(of: 5) ? 400 : 30), using: &lots) {
            let length = Int.random(in: 2...longest, using: &lots)
            let number = (0..<length).map { _ in String(Int.random(in: 0..<digits, using: &lots)) }
            extensions.insert(number.joined())
        }
        let keys = Set("0123456789*#".filter { _ in Bool.random(using: &lots) }.map(String.init))
        let growth = try Self.growth(extensions: extensions, keys: keys)
        let all = extensions.union(keys).union(["0000000000"]).filter { $0.allSatisfy(\.isNumber) }
        // Each takes a channel variable: they have to be names, and not too many.
        #expect(growth.longest.count <= 120)
        #expect(growth.longest.keys.allSatisfy { $0.allSatisfy { "0123456789".contains($0) } })
        let isComplete = growth.longest.count < 120
        let beginnings = Set(all.flatMap { number in (0..<number.count).map { String(number.prefix($0)) } })
        var waitedInVain: [String] = []
        for keyed in Self.keyed(all) {
            if beginnings.contains(keyed) {
                #expect(growth.mayGrow(keyed), "\(keyed) in \(all)")
            } else if all.contains(keyed), growth.mayGrow(keyed) {
                waitedInVain.append(keyed)
            }
        }
        if isComplete { #expect(waitedInVain.isEmpty, "\(waitedInVain) in \(all)") }
    }

    @Test("the sets of a usual office: two keys, three digits")
    func usual() throws {
        let growth = try Self.growth(
            extensions: Set((100...199).map(String.init) + (600...620).map(String.init)), keys: ["1", "2", "0", "#"])
        for keyed in ["1", "10", "6", "60", "", "*", "*1", "*10"] { #expect(growth.mayGrow(keyed), "\(keyed)") }
        for keyed in ["2", "3", "9", "101", "199", "600", "*101", "*2"] { #expect(!growth.mayGrow(keyed), "\(keyed)") }
        #expect(growth.longest.count < 10, "beginnings that say nothing new don't travel: \(growth.longest)")
    }

    @Test("thousands of extensions of all lengths: at most 120 beginnings, and no number is cut short")
    func limit() throws {
        var lots = SplitMix64(seed: 1)
        let extensions = Set(
            (0..<3_000).map { _ in String(Int.random(in: 10...9_999_999, using: &lots)) })
        let growth = try Self.growth(extensions: extensions, keys: ["1"])
        #expect(growth.longest.count == 120)
        for number in extensions {
            for length in 1..<number.count { #expect(growth.mayGrow(String(number.prefix(length)))) }
        }
    }

    @Test("extensions that the menu does not take are not waited for")
    func notDialable() throws {
        let extensions: Set = ["101", "102", "2001"]
        let none = try Self.growth(extensions: extensions, keys: ["1"], dialable: .none)
        #expect(!none.mayGrow("1"))
        let only = try Self.growth(extensions: extensions, keys: ["1", "2"], dialable: .only(["2001"]))
        #expect(!only.mayGrow("1"))
        #expect(only.mayGrow("2"))
        let except = try Self.growth(
            extensions: extensions, keys: ["1", "2"], dialable: .except(["2001", "0000000000"]))
        #expect(except.mayGrow("1"))
        #expect(!except.mayGrow("2"))
        #expect(!except.mayGrow("0"))
    }
}
