extension PBXConfiguration {
    /// The PBX's pjsip.conf. All parties have one address, so trunks are told by a header that the world adds, phones
    /// by their name in From; the header comes first, or a trunk's caller could pose as a phone.
    func pjsipConf(ports: PortBlock, includes: Bool) -> String {
        var lines = [
            "[global]", "type=global", "endpoint_identifier_order=header,username", "",
            "[transport-udp]", "type=transport", "protocol=udp", "bind=127.0.0.1:\(ports.pbxSIP)", "",
            "[bench-endpoint](!)", "type=endpoint", "disallow=all", "allow=ulaw", "direct_media=no",
            "dtmf_mode=rfc4733",
            // Without an address of its own, RTCP asks the DNS for the host's name on every call (acl.c, ast_find_ourip).
            "media_address=127.0.0.1", "bind_rtp_to_media_address=yes", "",
        ]
        for trunk in trunks { lines += section(trunk, ports) }
        for phone in phones { lines += section(phone, ports) }
        if includes { lines.append("#include \"switchboard/pjsip.conf\"") }
        return lines.joined(separator: "\n")
    }

    private func section(_ trunk: Trunk, _ ports: PortBlock) -> [String] {
        [
            "[\(trunk.name)](bench-endpoint)", "context=switchboard-inbound", "aors=\(trunk.name)",
            "identify_by=header", "from_domain=\(trunk.name)\(Trunk.domainSuffix)", "send_pai=yes",
        ] + trunk.settings + [
            "[\(trunk.name)]", "type=aor", "contact=sip:127.0.0.1:\(ports.proxySIP)",
            "[\(trunk.name)]", "type=identify", "endpoint=\(trunk.name)",
            "match_header=\(Trunk.header): \(trunk.name)", "",
        ]
    }

    private func section(_ phone: Phone, _ ports: PortBlock) -> [String] {
        let contact =
            switch phone.contact {
            case .fixed: ["contact=sip:\(phone.name)@127.0.0.1:\(ports.proxySIP)"]
            case .none: [String]()
            case .registered: ["max_contacts=5"]
            }
        return [
            "[\(phone.name)](bench-endpoint)", "context=switchboard-internal", "aors=\(phone.name)",
            "identify_by=username", "set_var=TRANSFER_CONTEXT=switchboard-transfer",
        ] + phone.settings + ["[\(phone.name)]", "type=aor"] + contact + [""]
    }
}
