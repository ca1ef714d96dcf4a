// That certificates and host names are verified, against a TLS server with a certificate of its
// own.
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <unistd.h>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "files.h"
#include "gan/data/sources/http_transfer.h"
#include "loopback_server.h"

namespace gan::test {
namespace {

using End = TransferResult::End;

template <typename T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

// A key and a certificate that it signed itself, for one name ("IP:127.0.0.1").
class Identity {
 public:
  explicit Identity(const std::string& name)
      : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), EVP_PKEY_free),
        certificate_(X509_new(), X509_free) {
    X509* certificate = certificate_.get();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("gan test"), -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509_set_pubkey(certificate, key_.get());
    const Owned<X509_EXTENSION> names(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str()),
        X509_EXTENSION_free);
    X509_add_ext(certificate, names.get(), -1);
    if (X509_sign(certificate, key_.get(), EVP_sha256()) == 0)
      throw std::runtime_error("X509_sign");
  }

  void write(const std::string& path) const {
    const Owned<BIO> file(BIO_new_file(path.c_str(), "w"), BIO_free_all);
    if (!file || PEM_write_bio_X509(file.get(), certificate_.get()) != 1)
      throw std::runtime_error("PEM_write_bio_X509");
  }

  void give_to(SSL_CTX* context) const {
    if (SSL_CTX_use_certificate(context, certificate_.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, key_.get()) != 1)
      throw std::runtime_error("SSL_CTX_use");
  }

 private:
  Owned<EVP_PKEY> key_;
  Owned<X509> certificate_;
};

class TlsChannel : public Channel {
 public:
  TlsChannel(int socket, SSL_CTX* context) : Channel(socket), ssl_(SSL_new(context), SSL_free) {
    SSL_set_fd(ssl_.get(), socket);
  }
  bool open() override { return SSL_accept(ssl_.get()) == 1; }
  ssize_t receive(char* to, std::size_t count) override {
    return SSL_read(ssl_.get(), to, static_cast<int>(count));
  }
  bool send(const char* from, std::size_t count) override {
    return count == 0 || SSL_write(ssl_.get(), from, static_cast<int>(count)) > 0;
  }

 private:
  Owned<SSL> ssl_;
};

class HttpTransferTls : public ::testing::Test {
 protected:
  HttpTransferTls() : descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    // OpenSSL's server writes to clients that have hung up.
    std::signal(SIGPIPE, SIG_IGN);
  }
  ~HttpTransferTls() override { ::close(descriptor_); }

  // What comes of one transfer from a server of that name, whose certificate lies in
  // "certificate.pem".
  TransferResult get(const std::string& name) const {
    const Identity identity(name);
    identity.write(certificate_);
    const Owned<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    identity.give_to(context.get());
    LoopbackServer server(
        [](const Request& request) { return file_response(request, "content"); },
        [&](int socket) { return std::make_unique<TlsChannel>(socket, context.get()); });
    return transfer(server.url("/", "https"), descriptor_, path_, 0, {}, {});
  }

  const Variable no_proxy_{"no_proxy", "127.0.0.1"}, capital_{"NO_PROXY", "127.0.0.1"};
  const Variable bundle_{"CURL_CA_BUNDLE", {}}, file_{"SSL_CERT_FILE", {}};
  const TempFolder folder_;
  const std::string path_ = folder_ / "file", certificate_ = folder_ / "certificate.pem";
  int descriptor_;
};

TEST_F(HttpTransferTls, UnknownAuthorityIsRefused) {
  EXPECT_EQ(get("IP:127.0.0.1").end, End::refused);
  EXPECT_EQ(read_file(path_), "");
}

TEST_F(HttpTransferTls, AuthoritiesOfTheEnvironmentAreTrusted) {
  for (const char* variable : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
    const Variable trusted(variable, certificate_);
    const TransferResult result = get("IP:127.0.0.1");
    EXPECT_EQ(result.end, End::complete) << variable << ": " << result.reason;
    EXPECT_EQ(read_file(path_), "content");
    write_file(path_, "");
  }
}

TEST_F(HttpTransferTls, TrustedCertificateOfAnotherHostIsRefused) {
  const Variable trusted("SSL_CERT_FILE", certificate_);
  EXPECT_EQ(get("DNS:elsewhere.example").end, End::refused);
  EXPECT_EQ(read_file(path_), "");
}

TEST_F(HttpTransferTls, MissingListOfAuthoritiesIsNamed) {
  const Variable missing("SSL_CERT_FILE", folder_ / "none.pem");
  const TransferResult result = get("IP:127.0.0.1");
  EXPECT_EQ(result.end, End::refused);
  EXPECT_TRUE(has(result.reason, {"ca-certificates"}));
}

}  // namespace
}  // namespace gan::test
