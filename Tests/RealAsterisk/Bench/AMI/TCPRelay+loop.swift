import Glibc

extension TCPRelay {
    /// What the relay's thread does: it alone touches the sockets.
    struct Loop {
        /// The two sockets of a connection, and what each is still to be sent.
        private struct Link {
            let ends: [Int32]
            var pending: [[UInt8]] = [[], []]
        }

        private var listener: Int32
        private let port: UInt16
        private let server: UInt16
        private let bell: Int32
        private var links: [Link] = []
        private var isStalled = false
        private var keepsAnswers = false
        private var accepted = 0

        init(listener: Int32, port: UInt16, server: UInt16, bell: Int32) {
            self.listener = listener
            self.port = port
            self.server = server
            self.bell = bell
        }

        /// Waits for something to do and does it.
        /// - Parameter news: is told the number of connections, and gives orders.
        /// - Returns: false at the end.
        mutating func turn(
            _ news: ((accepted: Int, open: Int)) -> [(Order, CheckedContinuation<Void, Never>?)]
        ) -> Bool {
            var polled = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
            polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
            if !isStalled {
                for link in links {
                    for end in 0..<2 {
                        // One side is read only when the other has taken what there was.
                        let isKept = keepsAnswers && end == 1
                        let reads = link.pending[1 - end].isEmpty && !isKept ? Int16(POLLIN) : 0
                        let writes = link.pending[end].isEmpty ? 0 : Int16(POLLOUT)
                        // One that nothing is wanted of would report its end for ever.
                        let isWanted = reads | writes != 0
                        polled.append(pollfd(fd: isWanted ? link.ends[end] : -1, events: reads | writes, revents: 0))
                    }
                }
            }
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { return true }
            if polled[0].revents != 0 {
                var byte: UInt8 = 0
                if read(bell, &byte, 1) <= 0 { return end() }
            }
            if polled.count > 2 { forward(polled.dropFirst(2).map(\.revents)) }
            if polled[1].revents & Int16(POLLIN) != 0 { take() }
            let orders = news((accepted, links.count))
            for (order, _) in orders { carryOut(order) }
            _ = orders.isEmpty ? [] : news((accepted, links.count))
            for (_, waiting) in orders { waiting?.resume() }
            return true
        }

        private mutating func carryOut(_ order: Order) {
            switch order {
            case .reset:
                for link in links { Self.break(link) }
                links = []
            case .accept: listen(backlog: 16)
            case .refuse: listen(backlog: nil)
            case .stall: isStalled = true
            case .stallAnswers: keepsAnswers = true
            case .resume: (isStalled, keepsAnswers) = (false, false)
            }
        }

        private mutating func forward(_ events: [Int16]) {
            var kept: [Link] = []
            for (number, link) in links.enumerated() {
                var link = link
                var isOver = false
                for end in 0..<2 {
                    let event = events[number * 2 + end]
                    if event & Int16(POLLOUT) != 0 { Self.flush(&link, end) }
                    guard event & Int16(POLLIN | POLLHUP | POLLERR) != 0, link.pending[1 - end].isEmpty else {
                        continue
                    }
                    var buffer = [UInt8](repeating: 0, count: 65_536)
                    let count = recv(link.ends[end], &buffer, buffer.count, Int32(MSG_DONTWAIT))
                    if count > 0 {
                        link.pending[1 - end] = Array(buffer[..<count])
                        Self.flush(&link, 1 - end)
                    } else if count == 0 || errno != EAGAIN {
                        isOver = true
                    }
                }
                if isOver { for end in link.ends { close(end) } } else { kept.append(link) }
            }
            links = kept
        }

        private static func flush(_ link: inout Link, _ end: Int) {
            let bytes = link.pending[end]
            let count = send(
                link.ends[end], bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            // A broken connection is seen when it is read.
            if count > 0 { link.pending[end] = Array(bytes[count...]) }
        }

        private mutating func take() {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            guard let server = try? TCP.connect(server) else { return Self.break(Link(ends: [client])) }
            accepted += 1
            links.append(Link(ends: [client, server]))
        }

        /// A bound socket that does not listen keeps the port and refuses connections; the next is bound before the last
        /// is closed.
        private mutating func listen(backlog: Int32?) {
            guard let next = try? TCP.bound(port, sharesPort: true).descriptor else { return }
            if let backlog { _ = Glibc.listen(next, backlog) }
            close(listener)
            listener = next
        }

        private mutating func end() -> Bool {
            for link in links { for end in link.ends { close(end) } }
            close(listener)
            close(bell)
            return false
        }

        /// Closing with a time to linger of 0 sends RST (tcp(7), socket(7)).
        private static func `break`(_ link: Link) {
            for end in link.ends {
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(end, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
                close(end)
            }
        }
    }
}
