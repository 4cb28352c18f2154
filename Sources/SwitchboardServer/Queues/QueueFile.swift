import Routing

/// The queues of an office as Asterisk's queues.conf has them (queues.conf.sample; app_queue.c, `queue_set_param`).
enum QueueFile {
    /// All of the file. Members are not in it: they come and go over AMI.
    static func contents(_ queues: [AsteriskQueue]) -> String {
        """
        ; Written by switchboard serve from the office's rules. What is changed here is lost.

        """
            + queues.map(section).joined()
    }

    /// - Returns: whether anything changed.
    static func write(_ queues: [AsteriskQueue], to path: String) throws -> Bool {
        try ConfigurationFile.write(contents(queues), to: path)
    }

    private static func section(_ asterisk: AsteriskQueue) -> String {
        let queue = asterisk.queue
        var lines = [
            ("strategy", queue.strategy.rawValue),
            ("timeout", "\(asterisk.ringTime.count)"),
            // Asterisk takes no 0.
            ("retry", "1"),
            ("wrapuptime", "\(queue.wrapUp?.count ?? 0)"),
            ("weight", "\(queue.priority ?? 0)"),
            ("maxlen", "\(queue.maxCallers ?? 0)"),
            ("ringinuse", "no"),
            ("autofill", "yes"),
            ("timeoutrestart", "no"),
            ("timeoutpriority", "app"),
            ("setqueuevar", "yes"),
            ("setqueueentryvar", "yes"),
            ("setinterfacevar", "yes"),
            // Nobody waits where nobody is logged in or can be reached; whoever pauses, talks or has just talked is there.
            ("joinempty", "unavailable,invalid"),
            ("leavewhenempty", "unavailable,invalid"),
        ]
        if let music = queue.music { lines.append(("musicclass", music)) }
        lines += announcements(queue.announce)
        if let callback = queue.callback, let key = AsteriskQueue.name(ofKey: callback.key) {
            lines += [
                ("context", "switchboard-queue-key-\(key)"),
                ("periodic-announce", "\(DialplanName.prompts)/callback-offer-\(key)"),
                ("periodic-announce-frequency", "\(callback.offer.count)"),
                // Counted from the beginning of the last one.
                ("relative-periodic-announce", "no"),
            ]
        }
        return "\n[\(asterisk.name)]\n" + lines.map { "\($0) = \($1)\n" }.joined()
    }

    /// app_queue says the file, the number, and another file, which is empty here: no language has to decline anything.
    private static func announcements(_ announce: Queue.Announcement?) -> [(String, String)] {
        guard let announce, announce.position || announce.holdTime else { return [("announce-frequency", "0")] }
        return [
            ("announce-frequency", "\(announce.every.count)"),
            // Of positions that change quickly not every one is told.
            ("min-announce-frequency", "\(min(15, announce.every.count))"),
            ("announce-position", announce.position ? "yes" : "no"),
            ("announce-holdtime", announce.holdTime ? "yes" : "no"),
            ("queue-youarenext", "\(DialplanName.prompts)/queue-next"),
            ("queue-thereare", "\(DialplanName.prompts)/queue-position"),
            ("queue-callswaiting", ""),
            ("queue-holdtime", "\(DialplanName.prompts)/queue-minutes"),
            ("queue-minute", ""),
            ("queue-minutes", ""),
            ("queue-thankyou", ""),
        ]
    }
}
