/// A certificate that signs itself, for 127.0.0.1, until 2126. Its key is public and protects nothing.
///
/// Made with openssl: `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
/// -addext subjectAltName=IP:127.0.0.1`.
enum LoopbackCertificate {
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYzqh6hvOOnKZkjnp
        7/9fA8PivWZc3RBgVBax93bl7nahRANCAATUxsFIPwtWwbHsBXjkDwuq3DZDzXVi
        Dmi/CTFNmm6WtyQnyB/NK9NnDGWq8vlNLgvBFqpqIbFVYa5tFSXNoGiZ
        -----END PRIVATE KEY-----
        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBqTCCAU6gAwIBAgIUQHn8oeW+Bxz2//uSX2GPM5N7CJgwCgYIKoZIzj0EAwIw
        IDEeMBwGA1UEAwwVU3dpdGNoYm9hcmQgbWFpbCB0ZXN0MCAXDTI2MTEyMTE0NTU1
        OVoYDzIxMjYxMDI4MTQ1NTU5WjAgMR4wHAYDVQQDDBVTd2l0Y2hib2FyZCBtYWls
        IHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATUxsFIPwtWwbHsBXjkDwuq
        3DZDzXViDmi/CTFNmm6WtyQnyB/NK9NnDGWq8vlNLgvBFqpqIbFVYa5tFSXNoGiZ
        o2QwYjAdBgNVHQ4EFgQUfh23cd1rrVOJsZa+c78M1l/veg4wHwYDVR0jBBgwFoAU
        fh23cd1rrVOJsZa+c78M1l/veg4wDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAG
        hwR/AAABMAoGCCqGSM49BAMCA0kAMEYCIQDiaUSnbyy8bBpFlR1PseJNxxc1N4vC
        fSWJLyvlie/JjQIhANsqREIxksbI7bAKns9qVGV+SLpECEM3TiG02eYIr9Yj
        -----END CERTIFICATE-----
        """
}
