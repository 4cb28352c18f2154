extension Bench {
    /// Tells what happens, a line at a time: "12:00:03.120 +79035550001 calls +74951234568".
    /// - Parameter tell: called on the capture's thread.
    public func story(_ tell: @escaping @Sendable (String) -> Void) {
        wire.listen { dialog, entry in
            guard let line = StoryLine(dialog, entry) else { return }
            tell("\(entry.time)  \(line.text)")
        }
    }
}
