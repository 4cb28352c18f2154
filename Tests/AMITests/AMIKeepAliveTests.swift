import Testing

@testable import AMI

@Suite struct AMIKeepAliveTests {
    let ping = "Action: Ping\r\nActionID: t-ping\r\n\r\n"

    @Test func `silence is asked for a sign of life`() {
        var driver = MachineDriver.ready()
        #expect(driver.timers == [.connection: .seconds(3)])
        driver.timeOut(.connection)
        #expect(driver.written == [ping])
        #expect(driver.timers == [.connection: .seconds(4)])
        driver.receive("Response: Success\r\nActionID: t-ping\r\nPing: Pong\r\nTimestamp: 1.0\r\n\r\n")
        #expect(driver.timers == [.connection: .seconds(3)])
        #expect(driver.events.isEmpty)
        #expect(driver.completed.isEmpty)
    }

    @Test func `silence after a Ping is the end`() {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("A"), id: 1)
        driver.timeOut(.connection)
        driver.timeOut(.connection)
        #expect(driver.replies == [1: .failure(.disconnected(.silent))])
        #expect(driver.ends == [.silent])
        #expect(driver.written.filter { $0 == ping }.count == 1)
    }

    @Test func `whatever comes is a sign of life`() {
        var driver = MachineDriver.ready()
        for _ in 0..<3 {
            driver.timeOut(.connection)
            driver.receive("E")
            #expect(driver.timers == [.connection: .seconds(3)])
        }
        #expect(driver.written == [ping, ping, ping])
        #expect(driver.ends.isEmpty)
    }
}
