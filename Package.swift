// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in every target of ours.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "switchboard",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "switchboard", targets: ["switchboard"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // The decision: pure values, no IO, no clock.
        .target(name: "Routing", swiftSettings: strict),
        // FastAGI wire and server.
        .target(
            name: "AGI",
            dependencies: nio + [logging],
            swiftSettings: strict),
        // AMI wire and client.
        .target(
            name: "AMI",
            dependencies: nio + [
                logging, .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        // Live calls as pure state machines.
        .target(name: "CallControl", swiftSettings: strict),
        // E.164, regions, number types.
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
        .target(name: "PhoneNumbers", dependencies: ["CPhoneNumber", "Routing"], swiftSettings: strict),
        // The office file: YAML in and out, errors that name the place.
        .target(
            name: "OfficeFile",
            dependencies: ["Routing", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        // The office and its history on disk.
        .target(
            name: "Storage",
            dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        // E-mail and webhooks.
        .systemLibrary(name: "CCurl"),
        .target(
            name: "Alerts",
            dependencies: ["CCurl", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        // Joins them.
        .target(
            name: "SwitchboardServer",
            dependencies: nio + [
                "Routing", "CallControl", "AGI", "AMI", "PhoneNumbers", "OfficeFile", "Storage", "Alerts", logging,
                subprocess,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "switchboard",
            dependencies: [
                "SwitchboardServer", "Alerts",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),

        // The real thing: two Asterisks, a capture of the wire, and who heard what.
        .target(
            name: "AsteriskBench",
            dependencies: [subprocess],
            path: "Tests/RealAsterisk/Bench", exclude: ["Mail/mail-server.py", "Mail/webhook-listener.py"],
            swiftSettings: strict),
        .executableTarget(
            name: "switchboard-demo",
            dependencies: ["AsteriskBench"],
            path: "Tests/RealAsterisk/Demo",
            swiftSettings: strict),
        .testTarget(
            name: "RealAsteriskTests",
            dependencies: ["AsteriskBench", "Storage"],
            path: "Tests/RealAsterisk/Scenarios",
            swiftSettings: strict),

        .testTarget(
            name: "RoutingTests", dependencies: ["Routing", "PhoneNumbers", "OfficeFile"], swiftSettings: strict),
        .testTarget(name: "AGITests", dependencies: ["AGI"] + nio, swiftSettings: strict),
        .testTarget(
            name: "AMITests",
            dependencies: ["AMI", .product(name: "NIOSSL", package: "swift-nio-ssl")] + nio,
            exclude: ["Transcripts"], swiftSettings: strict),
        .testTarget(
            name: "CallControlTests", dependencies: ["CallControl", "AMI", "SwitchboardServer"],
            exclude: ["Recordings"], swiftSettings: strict),
        .testTarget(name: "PhoneNumbersTests", dependencies: ["PhoneNumbers"], swiftSettings: strict),
        .testTarget(name: "OfficeFileTests", dependencies: ["OfficeFile", "PhoneNumbers"], swiftSettings: strict),
        .testTarget(name: "StorageTests", dependencies: ["Storage"], swiftSettings: strict),
        .testTarget(
            name: "AlertsTests",
            dependencies: ["Alerts", "AsteriskBench", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .testTarget(
            name: "SwitchboardServerTests",
            dependencies: nio + [
                "SwitchboardServer", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: ["switchboard", .product(name: "Configuration", package: "swift-configuration")] + nio,
            swiftSettings: strict),
        .testTarget(name: "HouseTests", swiftSettings: strict),
    ]
)
