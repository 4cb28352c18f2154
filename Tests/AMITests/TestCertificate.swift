/// A certificate that signs itself, for pbx.example, until 2126. Its key is public and protects nothing.
///
/// Made with openssl: `openssl req -x509 -days 36500 -addext subjectAltName=DNS:pbx.example`. It must not be for
/// 127.0.0.1 as well: swift-nio-ssl accepts a certificate for the address connected to, whatever name is asked for.
enum TestCertificate {
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkgAbvwu2mPId7y6w
        hu5lq9CGxddheNxKnoeo4/vIT8ehRANCAAROO+7owrP4vdoiuB6w4wj9d0VUZWTz
        XjdXxcII37989nw5cZFXGfMoSxlCAwzImJCFL3b19MJk+69eoPuL0u+R
        -----END PRIVATE KEY-----
        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBpTCCAUugAwIBAgIUd+30Bm1RUKnvwWvT++eQI0T8fuEwCgYIKoZIzj0EAwIw
        GzEZMBcGA1UEAwwQU3dpdGNoYm9hcmQgdGVzdDAgFw0yNjExMjExMjIwMDhaGA8y
        MTI2MTAyODEyMjAwOFowGzEZMBcGA1UEAwwQU3dpdGNoYm9hcmQgdGVzdDBZMBMG
        ByqGSM49AgEGCCqGSM49AwEHA0IABE477ujCs/i92iK4HrDjCP13RVRlZPNeN1fF
        wgjfv3z2fDlxkVcZ8yhLGUIDDMiYkIUvdvX0wmT7r16g+4vS75GjazBpMB0GA1Ud
        DgQWBBSolyyTBAoRnY2Vms5CAilD1BwYcjAfBgNVHSMEGDAWgBSolyyTBAoRnY2V
        ms5CAilD1BwYcjAPBgNVHRMBAf8EBTADAQH/MBYGA1UdEQQPMA2CC3BieC5leGFt
        cGxlMAoGCCqGSM49BAMCA0gAMEUCIQC4LNsQ51ptIhLN5RQ6fH2KDn4wd/nuogvb
        0WlGUoDfiQIge3LmOx//TyELppXhKU0eNt1i6GYMuaSJd+Gh0r3ZgiA=
        -----END CERTIFICATE-----
        """
}
