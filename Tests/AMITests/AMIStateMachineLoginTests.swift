import Testing

@testable import AMI

@Suite struct AMIStateMachineLoginTests {
    let banner = "Asterisk Call Manager/11.0.0\r\n"
    let challenge = "Response: Success\r\nActionID: t-login\r\nChallenge: 840415273\r\n\r\n"
    let accepted = "Response: Success\r\nActionID: t-login\r\nMessage: Authentication accepted\r\n\r\n"

    @Test func `the key is MD5 of challenge and secret in lower-case hexadecimal`() {
        // echo -n 840415273s3cret | md5sum
        var driver = MachineDriver(secret: "s3cret")
        driver.receive(banner + challenge)
        #expect(driver.written[0] == "Action: Challenge\r\nActionID: t-login\r\nAuthType: MD5\r\n\r\n")
        #expect(
            driver.written[1] == "Action: Login\r\nActionID: t-login\r\nAuthType: MD5\r\nUsername: switchboard\r\n"
                + "Key: d7994fd8cd10e2224514d095d0fd3f7b\r\n\r\n")
    }

    @Test(
        arguments: [
            ([], "off"), ([.call], "call"), ([.user, .call, .agent], "call,agent,user"),
        ] as [(Set<AMIEventClass>, String)])
    func `the mask goes with the login`(_ classes: Set<AMIEventClass>, _ mask: String) {
        var driver = MachineDriver(events: classes)
        driver.receive(banner + challenge)
        #expect(driver.written[1].hasSuffix("\r\nEvents: \(mask)\r\n\r\n"))
    }

    @Test func `an event before the login is done is not told`() {
        var driver = MachineDriver()
        driver.receive(banner + "Event: A\r\n\r\n" + challenge + "Event: B\r\n\r\n" + accepted + "Event: C\r\n\r\n")
        #expect(driver.sessions == [AMISession(interfaceVersion: "11.0.0")])
        #expect(driver.events == [AMIMessage(["Event": "C"])])
    }

    @Test func `nothing is sent before the login is done`() {
        var driver = MachineDriver()
        driver.receive(banner + challenge)
        let written = driver.written
        driver.send(AMIAction("Ping"), id: 1)
        #expect(driver.replies == [1: .failure(.notConnected)])
        #expect(driver.written == written)
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request", "", "SSH-2.0-OpenSSH_9.2", "asterisk call manager/11"])
    func `another server is told from an Asterisk`(_ line: String) {
        var driver = MachineDriver()
        driver.receive(line + "\r\n")
        #expect(driver.written.isEmpty)
        #expect(driver.ends == [.notAsterisk])
    }

    @Test func `a login is refused at either step`() {
        let refusal = "Response: Error\r\nActionID: t-login\r\nMessage: Asterisk is shutting down\r\n\r\n"
        for earlier in [banner, banner + challenge] {
            var driver = MachineDriver()
            driver.receive(earlier + refusal)
            #expect(driver.ends == [.loginRefused("Asterisk is shutting down")])
            #expect(driver.sessions.isEmpty)
        }
    }

    @Test func `an answer to somebody else is no login`() {
        var driver = MachineDriver()
        driver.receive(banner + challenge + accepted.replacing("t-login", with: "t-1"))
        #expect(driver.sessions.isEmpty)
        #expect(driver.ends.isEmpty)
    }

    @Test func `an account's name cannot add a header`() {
        var driver = MachineDriver(username: "a\r\nEvents: on")
        driver.receive(banner + challenge)
        #expect(driver.written.count == 1)
        #expect(driver.ends.count == 1)
    }

    @Test func `each step has its limit`() {
        var driver = MachineDriver()
        #expect(driver.timers == [.connection: .seconds(1)])
        driver.receive(banner)
        #expect(driver.timers == [.connection: .seconds(2)])
        for steps in ["", banner, banner + challenge] {
            driver = MachineDriver()
            driver.receive(steps)
            driver.timeOut(.connection)
            #expect(driver.ends == [.loginTimeout])
        }
    }

    @Test func `a close during the login is Asterisk's`() {
        for steps in ["", "Aster", banner, banner + challenge] {
            var driver = MachineDriver()
            driver.receive(steps)
            driver.receiveEOF()
            #expect(driver.ends == [.closedByPeer])
        }
    }
}
