// libcurl for Swift: curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not call. One function for each
// type of argument that is used.
#ifndef CCURL_H
#define CCURL_H

// The checks are macros for C callers.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo

static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_mime(CURL *handle, curl_mime *value) {
    return curl_easy_setopt(handle, CURLOPT_MIMEPOST, value);
}

// A buffer of CURL_ERROR_SIZE that lives as long as the handle.
static inline CURLcode ccurl_set_error_buffer(CURL *handle, char *value) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, value);
}

static inline size_t ccurl_take_and_forget(char *data, size_t size, size_t count, void *user) {
    (void)data;
    (void)user;
    return size * count;
}

// What the other side answers is not looked at, and not written to standard output either.
static inline CURLcode ccurl_forget_answer(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, ccurl_take_and_forget);
}

static inline CURLcode ccurl_get_response_code(CURL *handle, long *value) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, value);
}

#endif
