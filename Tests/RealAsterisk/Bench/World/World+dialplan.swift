extension World {
    /// The world's configuration: parties that are called, callers, and one interpreter of scripts for both.
    static func files(ports: PortBlock, amiSecret: String) -> [String: String] {
        [
            "rtp.conf": PBXConfiguration.rtpConf(ports.worldRTP),
            "logger.conf": PBXConfiguration.loggerConf,
            "manager.conf": managerConf(ports: ports, secret: amiSecret),
            "modules.conf": modulesConf,
            "pjsip.conf": pjsipConf(ports: ports),
            "extensions.conf": extensionsConf(ports: ports),
        ]
    }

    /// Header lines between the proxy or a caller and the world; the PBX sees the call's name only.
    static let scriptHeader = "X-Bench-Script"
    static let callHeader = "X-Bench-Call"

    private static func pjsipConf(ports: PortBlock) -> String {
        """
        [global]
        type=global
        endpoint_identifier_order=header,ip
        [transport-udp]
        type=transport
        protocol=udp
        bind=127.0.0.1:\(ports.worldSIP)
        [parties]
        type=endpoint
        context=bench-party
        disallow=all
        allow=ulaw
        direct_media=no
        dtmf_mode=rfc4733
        media_address=127.0.0.1
        bind_rtp_to_media_address=yes
        send_connected_line=no
        [parties]
        type=identify
        endpoint=parties
        match=127.0.0.1
        [tellers]
        type=endpoint
        context=bench-party
        disallow=all
        allow=ulaw
        direct_media=no
        dtmf_mode=rfc4733
        media_address=127.0.0.1
        bind_rtp_to_media_address=yes
        send_pai=yes
        trust_id_outbound=yes
        contact_user=79160000000
        [tellers]
        type=identify
        endpoint=tellers
        match_header=\(scriptHeader): /-c/
        """
    }

    /// Names and numbers come in base64: whatever they hold passes unharmed. U() plays on the PJSIP channel itself, and
    /// so no audio goes through the Local channel.
    private static func extensionsConf(ports: PortBlock) -> String {
        """
        [bench-party]
        exten => _[!-~]!,1,Set(BENCH_SCRIPT=${PJSIP_HEADER(read,\(scriptHeader))})
         same => n,Set(CHANNEL(accountcode)=${CHANNEL(pjsip,call-id)})
         same => n,Goto(bench-play,s,1)
        exten => h,1,NoOp()

        [bench-call]
        exten => _[0-9a-f].,1,Set(CALLERID(num)=${BASE64_DECODE(${BENCH_NUMBER})})
         same => n,Set(CALLERID(name)=${BASE64_DECODE(${BENCH_NAME})})
         same => n,ExecIf($["${BENCH_NUMBER}" = ""]?Set(CALLERID(pres)=prohib))
         same => n,Dial(PJSIP/parties/sip:${BENCH_TO}@127.0.0.1:\(ports.pbxSIP),${BENCH_PATIENCE},b(bench-mark^s^1)U(bench-play))

        [bench-mark]
        exten => s,1,Set(PJSIP_HEADER(add,\(callHeader))=${BENCH_CALL})
         same => n,Set(CHANNEL(accountcode)=${BENCH_CALL})
         same => n,ExecIf($["${BENCH_TRUNK}" != ""]?Set(PJSIP_HEADER(add,\(Trunk.header))=${BENCH_TRUNK}))
         same => n,Return()

        [bench-play]
        exten => s,1,NoOp()
         same => n(next),Set(BENCH_STEP=${SHIFT(BENCH_SCRIPT,-)})
         same => n,GotoIf($["${BENCH_STEP}" = ""]?end)
         same => n,Goto(step-${BENCH_STEP:0:1},1)
         same => n(end),Hangup()
        exten => step-r,1,Ringing()
         same => n,Goto(s,next)
        exten => step-p,1,Progress()
         same => n,Goto(s,next)
        exten => step-a,1,Answer()
         same => n,Goto(s,next)
        exten => step-t,1,PlayTones(${BENCH_STEP:1})
         same => n,Goto(s,next)
        exten => step-s,1,StopPlayTones()
         same => n,Goto(s,next)
        exten => step-q,1,PlayTones(0)
         same => n,Goto(s,next)
        exten => step-w,1,Wait(${BENCH_STEP:1})
         same => n,Goto(s,next)
        exten => step-d,1,SendDTMF(${BENCH_STEP:1})
         same => n,Goto(s,next)
        exten => step-x,1,Transfer(PJSIP/sip:${BENCH_STEP:1}@127.0.0.1:\(ports.pbxSIP))
         same => n,Goto(s,next)
        exten => step-c,1,Set(CONNECTEDLINE(num)=${BENCH_STEP:1})
         same => n,Goto(s,next)
        exten => step-u,1,GotoIf($["${\(toldVariable)}" != ""]?told)
         same => n,Wait(0.05)
         same => n,Goto(1)
         same => n(told),Set(\(toldVariable)=)
         same => n,Goto(s,next)
        exten => step-h,1,Hangup(${BENCH_STEP:1})
        """
    }

    private static let modulesConf: String = {
        let modules = [
            "app_dial", "app_exec", "app_playtones", "app_senddtmf", "app_stack", "app_transfer", "bridge_simple",
            "chan_pjsip", "codec_alaw", "codec_ulaw", "func_base64", "func_callerid", "func_channel", "func_logic",
            "func_strings", "pbx_config", "pbx_spool", "res_pjproject", "res_pjsip", "res_pjsip_caller_id",
            "res_pjsip_endpoint_identifier_ip", "res_pjsip_header_funcs", "res_pjsip_nat", "res_pjsip_refer",
            "res_pjsip_pubsub", "res_pjsip_sdp_rtp", "res_pjsip_session", "res_rtp_asterisk", "res_sorcery_astdb",
            "res_sorcery_config", "res_sorcery_memory", "res_srtp", "res_crypto", "res_timing_timerfd",
        ]
        return "[modules]\nautoload=no\n" + modules.map { "load => \($0).so" }.joined(separator: "\n")
    }()
}
