import NIOCore

/// Cuts what Asterisk sends into messages. Takes pieces of any size.
///
/// A line ends at CR LF; a blank line ends a message. Nothing else separates: VT, FF and the line separators of Unicode
/// are text, and so is a CR or LF alone. Asterisk ends every line with both, but a value may have an LF in it: what
/// the dialplan gives a `UserEvent`, for one.
struct AMIParser {
    /// The most bytes a message may have: a console command that prints 10,000 lines stays under it.
    static let maximumMessageSize = 1_024 * 1_024

    /// More than 1 MiB without a blank line, or without a line end.
    struct MessageTooLarge: Error, Equatable {}

    private var unread = ByteBuffer()
    private var message = AMIMessage()
    private var size = 0

    /// Takes what came.
    mutating func append(_ bytes: ByteBuffer) {
        if unread.readableBytes == 0 {
            unread = bytes
        } else {
            // Under load there is always a part of a line left over; without this the buffer would only grow.
            unread.discardReadBytes()
            unread.writeImmutableBuffer(bytes)
        }
    }

    /// The next line by itself, without its line end: Asterisk's banner is one. nil if it is still to come.
    mutating func nextLine() throws(MessageTooLarge) -> String? {
        let end = unread.withUnsafeReadableBytes { $0[...].firstLineEnd }
        guard let end, let line = unread.readSlice(length: end) else {
            guard unread.readableBytes <= Self.maximumMessageSize else { throw MessageTooLarge() }
            return nil
        }
        unread.moveReaderIndex(forwardBy: 2)
        return String(buffer: line)
    }

    /// The next whole message; nil if it is still to come. Blank lines before it are skipped.
    mutating func nextMessage() throws(MessageTooLarge) -> AMIMessage? {
        let bytes = unread
        let (isComplete, read) = bytes.withUnsafeReadableBytes { readLines($0) }
        unread.moveReaderIndex(forwardBy: read)
        size += read
        guard size + (isComplete ? 0 : unread.readableBytes) <= Self.maximumMessageSize else { throw MessageTooLarge() }
        guard isComplete else { return nil }
        size = 0
        defer { message = AMIMessage() }
        return message
    }

    /// Reads lines up to the end of a message.
    ///
    /// - Returns: whether there is one, and how many bytes were read; part of a line is not.
    private mutating func readLines(_ bytes: UnsafeRawBufferPointer) -> (isComplete: Bool, read: Int) {
        var rest = bytes[...]
        while let end = rest.firstLineEnd {
            let line = rest[..<end]
            rest = rest[(end + 2)...]
            if !line.isEmpty {
                append(line)
            } else if !message.fields.isEmpty {
                return (true, rest.startIndex)
            }
        }
        return (false, rest.startIndex)
    }

    /// `Name: value`, `Name:value`, or a name alone: Asterisk passes on whatever line a `UserEvent` was given.
    private mutating func append(_ line: Slice<UnsafeRawBufferPointer>) {
        if message.fields.isEmpty { message.reserve() }
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        var value = colon.map { line[($0 + 1)...] } ?? line[line.endIndex...]
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        message.append(name: line[..<(colon ?? line.endIndex)], value: value)
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// Where the first CR LF stands.
    fileprivate var firstLineEnd: Index? {
        var rest = self
        while let lineFeed = rest.firstIndex(of: UInt8(ascii: "\n")) {
            if lineFeed > startIndex, self[lineFeed - 1] == UInt8(ascii: "\r") { return lineFeed - 1 }
            rest = rest[(lineFeed + 1)...]
        }
        return nil
    }
}

extension AMIMessage {
    /// A usual event has some 20 headers and under 1 KiB: one allocation each.
    fileprivate mutating func reserve() {
        bytes.reserveCapacity(768)
        fields.reserveCapacity(24)
    }
}
