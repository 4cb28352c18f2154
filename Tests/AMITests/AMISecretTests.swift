import Testing

@testable import AMI

@Suite struct AMISecretTests {
    @Test func `no way of printing shows a secret`() {
        let configuration = AMIClient.Configuration(username: "switchboard", secret: AMISecret("hunter2"))
        var dumped = ""
        dump(configuration, to: &dumped)
        let login = AMILogin(username: "switchboard", secret: configuration.secret, events: nil)
        let printed = [
            "\(configuration)", String(reflecting: configuration), dumped, "\(login)", "\(configuration.secret)",
            String(reflecting: configuration.secret),
        ]
        for text in printed { #expect(!text.contains("hunter2")) }
        #expect(dumped.contains("switchboard"))
    }

    @Test func `a secret is not written`() {
        var driver = MachineDriver(secret: "hunter2")
        driver.receive("Asterisk Call Manager/11.0.0\r\n")
        driver.receive("Response: Success\r\nActionID: t-login\r\nChallenge: 1\r\n\r\n")
        #expect(driver.written.count == 2)
        #expect(!driver.written.joined().contains("hunter2"))
    }
}
