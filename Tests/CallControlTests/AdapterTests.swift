import AMI
import CallControl
import Foundation
import Testing

@testable import SwitchboardServer

/// From messages of AMI to events.
@Suite("AMI events for the picture") struct AdapterTests {
    @Test("a channel as it is shown: names unescaped, what is not known left out, the moment to the microsecond")
    func channel() throws {
        let message = AMIMessage([
            "Event": "Newchannel", "Timestamp": "1700000000.250000", "Channel": "PJSIP/101-0000002a",
            "ChannelState": "4", "CallerIDNum": "101", "CallerIDName": #"a \"b\"\nc"#,
            "ConnectedLineNum": "<unknown>", "ConnectedLineName": "<unknown>", "Context": "switchboard-internal",
            "Exten": "102", "Uniqueid": "1700000000.7", "Linkedid": "1700000000.6",
            "ChanVariable": "SWITCHBOARD_LEG=mobile 103", "ChanVariable": "SWITCHBOARD_TRANSFER=",
        ])
        let expected = ChannelSnapshot(
            id: "1700000000.7", call: "1700000000.6", name: "PJSIP/101-0000002a", state: .ring, callerNumber: "101",
            callerName: "a \"b\"\nc", context: "switchboard-internal", extension: "102",
            variables: ["SWITCHBOARD_LEG": "mobile 103"])
        #expect(CallEvent(message) == .created(expected))
        #expect(message.moment == Date(timeIntervalSince1970: 1_700_000_000.25))
    }

    @Test("an operator's command, with his ActionID; of two fields with one name the first counts")
    func command() {
        let message = AMIMessage([
            "Event": "UserEvent", "Privilege": "user,all", "UserEvent": "SwitchboardCommand", "ActionID": "7",
            "Command": "transfer", "Channel": "PJSIP/101-0000002a", "channel": "PJSIP/102-0000002b", "To": "103",
        ])
        let expected = OperatorCommand(
            name: "transfer", actionID: "7", fields: ["channel": "PJSIP/101-0000002a", "to": "103"])
        #expect(CallEvent(message) == .command(expected))
    }

    @Test(
        "what is not for the picture, or not whole, is nothing",
        arguments: [
            ["Event": "VarSet", "Uniqueid": "1.1", "Channel": "x"], ["Event": "Newchannel", "Channel": "x"],
            ["Event": "UserEvent", "UserEvent": "SwitchboardTransfer"], ["Event": "BridgeMerge"],
            ["Event": "DialBegin", "Uniqueid": "1.1", "Channel": "x"], ["Response": "Success", "Event": "Newchannel"],
        ] as [KeyValuePairs<String, String>])
    func nothing(headers: KeyValuePairs<String, String>) {
        #expect(CallEvent(AMIMessage(headers)) == nil)
    }

    @Test("a state of a channel or device that is not known does no harm")
    func unknownStates() {
        let channel = AMIMessage(["Event": "Newstate", "Uniqueid": "1.1", "Channel": "x", "ChannelState": "4711"])
        #expect(CallEvent(channel) == .changed(ChannelSnapshot(id: "1.1", call: "1.1", name: "x", state: .down)))
        let device = AMIMessage(["Event": "DeviceStateChange", "Device": "PJSIP/101", "State": "WHATEVER"])
        #expect(CallEvent(device) == .deviceState(name: "PJSIP/101", .unknown))
    }

    @Test("every event that is asked for in the recordings is one that the filter names")
    func filter() throws {
        for scenario in RecordedCallTests.scenarios {
            for message in try Recording.messages("\(scenario.name).ami") {
                #expect(CallEvent.amiEvents.contains(message.event ?? ""), "\(message.event ?? "nothing")")
            }
        }
    }
}
