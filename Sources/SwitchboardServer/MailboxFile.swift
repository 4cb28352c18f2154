import Routing

/// The mailboxes of an office as Asterisk's voicemail.conf has them.
public enum MailboxFile {
    /// The lines under `[switchboard]`: `101 => PIN,name,e-mail,pager,options` (app_voicemail.c, `populate_defaults`,
    /// voicemail.conf.sample).
    ///
    /// - Parameter mailedByAsterisk: without an address Asterisk mails nothing; then we do.
    public static func contents(_ office: Office, mailedByAsterisk: Bool = true) -> String {
        let lines = office.users.compactMap { user in
            user.voicemail.map { box in
                let language = user.languages.first ?? office.settings.language
                let fields = [
                    box.pin ?? "", clean(user.name), mailedByAsterisk ? box.email ?? "" : "", "",
                    "language=\(language)",
                ]
                return "\(user.extension) => \(fields.joined(separator: ","))\n"
            }
        }
        return "; Written by switchboard serve from the office's rules. What is changed here is lost.\n"
            + lines.joined()
    }

    /// A name without what voicemail.conf would read as more than a name.
    private static func clean(_ name: String) -> String {
        String(name.map { ",;|=[]\"\\".contains($0) ? " " : $0 })
    }

    /// Replaces the file, in which PINs are, in one step.
    ///
    /// - Returns: whether anything changed.
    static func write(_ office: Office, mailedByAsterisk: Bool, to path: String) throws -> Bool {
        try ConfigurationFile.write(contents(office, mailedByAsterisk: mailedByAsterisk), to: path)
    }
}
