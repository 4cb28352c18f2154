import AsteriskBench
import Foundation
import Testing

/// A SwitchboardCommand as operators send it.
struct OperatorCommand {
    /// An operator of the server's settings.
    struct Account {
        let name: String
        let key: String
        let may: String
    }

    static let reception = Account(
        name: "reception", key: "a key of the reception's", may: "transfer,complete,cancel,callback")
    static let trainee = Account(name: "trainee", key: "a key of the trainee's own", may: "cancel")

    /// What a server that knows them is started with.
    static let settings: [String: String] = [reception, trainee].reduce(
        into: ["SWITCHBOARD_OPERATORS_NAMES": "reception,trainee"]
    ) { settings, account in
        settings["SWITCHBOARD_OPERATORS_\(account.name.uppercased())_KEY"] = account.key
        settings["SWITCHBOARD_OPERATORS_\(account.name.uppercased())_MAY"] = account.may
    }

    /// Also the event of the result has it.
    var actionID = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
    let command: String
    /// What is signed besides, in this order.
    let fields: [(name: String, value: String)]
    /// Nil: unsigned.
    var account: Account? = reception
    /// What it is signed with; nil: the account's own.
    var key: String?
    var time = Int(Date().timeIntervalSince1970)

    /// About a call.
    init(
        command: String, call: String, target: String = "", mode: String = "", account: Account? = Self.reception,
        key: String? = nil, time: Int = Int(Date().timeIntervalSince1970)
    ) {
        self.command = command
        self.account = account
        self.key = key
        self.time = time
        fields = [("Linkedid", call), ("Target", target), ("Mode", mode)]
    }

    /// About a client who is called back.
    init(
        callback what: String, queue: String = "", number: String = "", id: String = "",
        account: Account? = Self.reception
    ) {
        command = "callback"
        self.account = account
        fields = [("Do", what), ("Queue", queue), ("Number", number), ("Callback", id)]
    }

    /// HMAC-SHA256 over the fields, each on a line of its own, as `openssl dgst` has it.
    private func signature(of account: Account) throws -> String {
        let text = ([actionID, account.name, "\(time)", command] + fields.map(\.value)).joined(separator: "\n")
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/env")
        openssl.arguments = ["openssl", "dgst", "-sha256", "-hmac", key ?? account.key, "-r"]
        let (input, output) = (Pipe(), Pipe())
        openssl.standardInput = input
        openssl.standardOutput = output
        try openssl.run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        openssl.waitUntilExit()
        let hex = String(answer.prefix { $0 != " " })
        try #require(hex.count == 64, "openssl: \(answer)")
        return hex
    }

    /// Sends it. - Returns: Asterisk's own response; what comes of it is an event.
    func send(by connection: AMIOperator) async throws -> AMIMessage {
        var headers = [("ActionID", actionID), ("UserEvent", "SwitchboardCommand"), ("Command", command)] + fields
        if let account {
            headers += [
                ("Operator", account.name), ("Time", "\(time)"), ("Signature", try signature(of: account)),
            ]
        }
        return try await connection.send("UserEvent", fields: headers)
    }

    /// Sends it and waits for the one result.
    func result(by connection: AMIOperator) async throws -> AMIMessage {
        let sent = WireTime.now
        let response = try await send(by: connection)
        try #require(response.isSuccess, "\(response)")
        return try await connection.event("SwitchboardResult", after: sent) { $0["ActionID"] == actionID }
    }
}
