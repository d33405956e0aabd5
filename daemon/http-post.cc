#include "daemon/http-post.hh"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

namespace vorrang {

namespace {

constexpr std::size_t kept_of_answer = 200; // bytes

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::size_t keep_answer(char* data, std::size_t /*one*/, std::size_t size, void* into) {
    auto& kept = *static_cast<std::string*>(into);
    kept.append(data, std::min(size, kept_of_answer - kept.size()));
    return size;
}

int ask_stop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<const std::atomic<bool>*>(stop) ? 1 : 0;
}

Headers header_list(const std::vector<std::string>& lines) {
    Headers list(nullptr, &curl_slist_free_all);
    for (const auto& line : lines) {
        if (auto* const longer = curl_slist_append(list.get(), line.c_str())) {
            (void)list.release();
            list.reset(longer);
        }
    }
    return list;
}

void prepare(CURL* easy, const HttpPost& post, const std::atomic<bool>& stop) {
    curl_easy_setopt(easy, CURLOPT_URL, post.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Vorrang");
    curl_easy_setopt(
        easy,
        CURLOPT_TIMEOUT_MS,
        static_cast<long>(
            std::chrono::duration_cast<std::chrono::milliseconds>(post.limit).count()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, post.body.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_answer);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, ask_stop);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &stop);
    if (!post.ca_file.empty()) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, post.ca_file.c_str());
    }
}

} // namespace

HttpAnswer http_post(const HttpPost& post, const std::atomic<bool>& stop) {
    HttpAnswer answer;
    const Easy easy(curl_easy_init(), &curl_easy_cleanup);
    if (!easy) {
        answer.error = "libcurl could not be set up";
        return answer;
    }
    const auto headers = header_list(post.headers);
    std::array<char, CURL_ERROR_SIZE> reason{};
    prepare(easy.get(), post, stop);
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &answer.error);
    curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, reason.data());
    if (const auto done = curl_easy_perform(easy.get()); done != CURLE_OK) {
        answer.error = reason.front() != '\0' ? reason.data() : curl_easy_strerror(done);
        return answer;
    }
    long code = 0;
    curl_off_t pause = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &code);
    curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &pause);
    answer.code = static_cast<int>(code);
    answer.retry_after = static_cast<int>(std::clamp<curl_off_t>(pause, 0, 86400));
    if (code >= 200 && code < 300) {
        answer.error.clear();
    }
    return answer;
}

} // namespace vorrang
