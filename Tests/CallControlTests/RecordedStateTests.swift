import CallControl
import Foundation
import Testing

/// What the picture shows in the middle of recorded calls.
@Suite("the picture in mid-call") struct RecordedStateTests {
    private func picture(_ name: String, at label: String, _ seconds: Double = 0) throws -> CallPicture {
        let recording = try Recording(name)
        let moment = try #require(recording.story[label]) + seconds
        var replay = Replay()
        replay.run(recording.events.prefix { $0.moment <= moment })
        replay.settle(moment)
        return replay.picture
    }

    @Test("a phone that rings is in use and talks with nobody; a caller waits")
    func ringing() throws {
        let picture = try picture("plain", at: "ringing")
        let call = try #require(picture.calls.first)
        #expect(picture.legsInUse == [.device("PJSIP/main"), .device("PJSIP/9101")])
        #expect(picture.legsTalking.isEmpty)
        #expect(picture.devices.isBusy("PJSIP/9101"))
        let desk = try #require(call.channels(of: .device("PJSIP/9101")).first)
        #expect(desk.isRinging)
        #expect(desk.answered == nil)
        #expect(desk.dial?.by == call.caller?.id)
        #expect(desk.dial?.status == nil)
        #expect(call.caller?.callerNumber == "+79035559101")
        #expect(call.caller?.isCaller == true)
    }

    @Test("a mobile that is asked to accept has answered and does not talk")
    func asked() throws {
        // The mobile answers after 1 s and keys 1 after 2.5 s more.
        let picture = try picture("group", at: "talk", -1)
        let mobile = try #require(picture.channels(of: .mobile(of: "9202")).first)
        #expect(mobile.isUp)
        #expect(picture.talks.isEmpty)
    }

    @Test("legs that were rung in vain stay in the history with what came of them")
    func inVain() throws {
        let call = try #require(try picture("group", at: "talking").calls.first)
        let desk = try #require(call.channels.first { $0.mark == .device("PJSIP/9201") })
        #expect(!desk.isLive)
        #expect(desk.answered == nil)
        #expect(desk.dial?.status == "CANCEL" || desk.dial?.status == "NOANSWER")
        let client = try #require(call.caller)
        #expect(call.talkPartners(of: client.id).map(\.mark) == [.mobile(of: "9202")])
    }

    @Test("in a consultation the client is alone, and the transferor talks with the colleague")
    func consulting() throws {
        let picture = try picture("completed", at: "consulting")
        let call = try #require(picture.calls.first)
        let client = try #require(call.caller)
        #expect(call.talk(of: client.id) == nil)
        #expect(client.musicSince != nil)
        #expect(picture.legsTalking == [.mobile(of: "9401"), .device("PJSIP/9402")])
        #expect(picture.isTalking(.mobile(of: "9401")))
        #expect(!picture.isTalking(.device("PJSIP/main")))
        #expect(picture.isInUse(.device("PJSIP/main")))
        let colleague = try #require(call.channels(of: .device("PJSIP/9402")).first)
        #expect(colleague.transferorLeg == .mobile(of: "9401"))
        #expect(colleague.transferorChannel == call.channels(of: .mobile(of: "9401")).first?.name)
        #expect(colleague.transfer != nil)
    }

    @Test("the client keeps his device, though his variables name the leg that he rings")
    func mark() throws {
        let call = try #require(try picture("completed", at: "talking").calls.first)
        #expect(call.caller?.variables["SWITCHBOARD_LEG"] == "mobile 9401")
        #expect(call.caller?.mark == .device("PJSIP/main"))
    }

    @Test("who is on hold, by whom")
    func held() throws {
        let picture = try picture("hold", at: "held")
        let call = try #require(picture.calls.first)
        let callee = try #require(call.channels(of: .device("PJSIP/9902")).first)
        #expect(picture.holders(of: callee.id).map(\.mark) == [.device("PJSIP/9901")])
        #expect(callee.musicSince != nil)
        #expect(picture.talks.isEmpty)
    }

    @Test("who is parked, and where")
    func parked() throws {
        let picture = try picture("parked", at: "parked")
        let client = try #require(picture.calls.first?.caller)
        #expect(client.parking?.lot == "default")
        #expect(client.parking?.space == "701")
        #expect(try self.picture("parked", at: "talking").calls.first?.caller?.parking == nil)
    }

    @Test("two calls that an attended transfer joins are one, under the older ID")
    func merged() throws {
        let before = try picture("refer_attended", at: "consulting")
        #expect(before.calls.count == 2)
        let older = try #require(before.calls.map(\.id).min())
        let younger = try #require(before.calls.map(\.id).max())
        let after = try picture("refer_attended", at: "transferred")
        #expect(after.calls.map(\.id) == [older])
        #expect(after.call(younger)?.id == older)
        #expect(after.call(older)?.talks.count == 3)
    }
}
