import Foundation

extension OfficeCheck {
    /// Where alerts go: a mail address that is one and nothing more, a URL of http or https.
    mutating func addresses(_ addresses: AlertAddresses?, at path: OfficePath) {
        guard let addresses else { return }
        if let email = addresses.email, !isDeliverable(email) {
            error(
                at: path / "email", "\(quoted(email)) is not an e-mail address",
                expected: "one address like support@romashka.example")
        }
        if let webhook = addresses.webhook, !isWebhook(webhook) {
            error(
                at: path / "webhook", "\(quoted(webhook)) is not a URL that can be called",
                expected: "http://… or https://…, without a name and password in it")
        }
        if addresses.email == nil, addresses.webhook == nil {
            error(at: path, "nobody is told", expected: "email: or webhook:")
        }
    }

    /// The office's own address and the groups' and queues'; users' are checked with them.
    mutating func alerts() {
        addresses(office.settings.notify, at: .root / "office" / "notify")
        for (index, user) in office.users.enumerated() {
            addresses(user.notify, at: .root / "users" / index / "notify")
        }
        for (index, group) in office.groups.enumerated() {
            addresses(group.notify, at: .root / "groups" / index / "notify")
        }
        for (index, queue) in office.queues.enumerated() {
            let path = OfficePath.root / "queues" / index
            addresses(queue.notify, at: path / "notify")
            addresses(queue.callback?.notify, at: path / "callback" / "notify")
        }
    }

    /// ASCII, one `@`, a domain of letters, digits, dots and hyphens: what a mail server takes without quoting.
    private func isDeliverable(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2 else { return false }
        let local = "!#$%&'*+-/=?^_`{|}~."
        return isDotted(parts[0]) { $0.isASCIIWord || local.contains($0) }
            && isDotted(parts[1]) { $0.isASCIIWord && $0 != "_" || $0 == "-" || $0 == "." }
    }

    private func isDotted(_ text: Substring, _ isAllowed: (Character) -> Bool) -> Bool {
        text.allSatisfy(isAllowed)
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }

    private func isWebhook(_ text: String) -> Bool {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme?.lowercased()),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil
        else { return false }
        return (1...65_535).contains(parts.port ?? 80)
    }
}
