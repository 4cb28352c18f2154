extension OfficeStore {
    /// Refuses what GRDB would not bind whole: it hands texts over as C strings, so that one with a NUL would name what
    /// its beginning names.
    func checkTexts(_ texts: String?...) throws {
        for case let text? in texts where text.utf8.contains(0) {
            throw StorageError.failed(path: path, reason: "a text with the character NUL can't be stored or looked for")
        }
    }
}
