import CCurl
import Foundation

/// One transfer of libcurl's: options, then `perform`, which blocks its thread. What is set lives as long as it does.
struct CurlTransfer: ~Copyable {
    /// What came of it.
    struct Outcome {
        /// CURLE_OK or why not.
        let code: CURLcode
        /// The last status of SMTP or HTTP; 0: none came.
        let status: Int
        /// libcurl's own words.
        let reason: String
    }

    /// Once for the process, before its threads use libcurl (curl_global_init(3)).
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    private let handle: UnsafeMutableRawPointer
    private let error: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var mime: OpaquePointer?

    /// - Throws: ``DeliveryFailure/temporary(_:)`` when there is no memory.
    init() throws(DeliveryFailure) {
        guard Self.isReady, let handle = curl_easy_init() else { throw .temporary("libcurl can't be used") }
        self.handle = handle
        error = .allocate(capacity: Int(CURL_ERROR_SIZE))
        error.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        ccurl_set_error_buffer(handle, error)
        ccurl_forget_answer(handle)
        // Time limits without signals, which are the process's (curl_easy_setopt(3), CURLOPT_NOSIGNAL).
        set(CURLOPT_NOSIGNAL, 1)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_mime_free(mime)
        lists.forEach { curl_slist_free_all($0) }
        error.deallocate()
    }

    /// An option that takes a text, which libcurl copies.
    func set(_ option: CURLoption, _ value: String) {
        _ = value.withCString { ccurl_set_text(handle, option, $0) }
    }

    /// An option that takes a number.
    func set(_ option: CURLoption, _ value: Int) {
        ccurl_set_long(handle, option, value)
    }

    /// An option that takes a list of texts.
    mutating func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) }
        if let list { lists.append(list) }
        ccurl_set_list(handle, option, list)
    }

    /// The body of a POST, which is copied.
    func setBody(_ body: Data) {
        ccurl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        body.withUnsafeBytes { bytes in
            _ = ccurl_set_text(handle, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
    }

    /// The body of a mail: a text, and a file beside it.
    mutating func setMail(_ text: String, _ attachment: MailMessage.Attachment?) {
        let mime = curl_mime_init(handle)
        let part = curl_mime_addpart(mime)
        // Lines end in CRLF (RFC 5322 §2.3); quoted-printable keeps a lone CR or LF from being one.
        let lines = text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        _ = lines.withCString { curl_mime_data(part, $0, lines.utf8.count) }
        curl_mime_type(part, "text/plain; charset=utf-8")
        curl_mime_encoder(part, "quoted-printable")
        if let attachment {
            let part = curl_mime_addpart(mime)
            attachment.body.withUnsafeBytes { bytes in
                _ = curl_mime_data(part, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
            }
            curl_mime_filename(part, attachment.name)
            curl_mime_type(part, attachment.type)
            curl_mime_encoder(part, "base64")
        }
        self.mime = mime
        ccurl_set_mime(handle, mime)
    }

    /// Does it.
    func perform() -> Outcome {
        let code = curl_easy_perform(handle)
        var status = 0
        ccurl_get_response_code(handle, &status)
        let words = String(cString: error)
        return Outcome(
            code: code, status: status, reason: words.isEmpty ? String(cString: curl_easy_strerror(code)) : words)
    }
}
